//! Equations: linear over names, with `=`, `<=` or `>=`.

use std::ops::Range;

use rust_decimal::Decimal;

/// How the two sides compare.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Relation {
    /// `=`
    Equal,
    /// `≤`
    AtMost,
    /// `≥`
    AtLeast,
}

impl Relation {
    /// Its symbol.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::AtMost => "≤",
            Self::AtLeast => "≥",
        }
    }

    /// The symbol for "does not hold".
    pub fn negated(self) -> &'static str {
        match self {
            Self::Equal => "≠",
            Self::AtMost => ">",
            Self::AtLeast => "<",
        }
    }

    pub(crate) fn holds(self, left: Decimal, right: Decimal) -> bool {
        match self {
            Self::Equal => left == right,
            Self::AtMost => left <= right,
            Self::AtLeast => left >= right,
        }
    }
}

/// `coefficient × name`, or a plain number if there is no name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Term {
    pub(crate) coefficient: i64,
    pub(crate) name: Option<(String, Range<usize>)>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Equation {
    pub(crate) left: Vec<Term>,
    pub(crate) relation: Relation,
    pub(crate) right: Vec<Term>,
}

/// What is wrong with an equation's text, with the place in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct EquationError {
    pub(crate) message: String,
    pub(crate) place: Range<usize>,
}

/// Parses `a + 2 * b = c - 1`. Names may hold hyphens, so operators stand between spaces.
pub(crate) fn parse(text: &str) -> Result<Equation, EquationError> {
    let (mut left, mut relation) = (Vec::new(), None);
    let mut terms = Vec::new();
    let mut sign = 1;
    let mut coefficient: Option<(i64, Range<usize>)> = None;
    let mut expects_term = true;
    for word in text.split_whitespace() {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let place = start..start + word.len();
        let error = |message: &str| Err(EquationError { message: message.to_owned(), place: place.clone() });
        let found = match word {
            "=" => Some(Relation::Equal),
            "<=" | "≤" => Some(Relation::AtMost),
            ">=" | "≥" => Some(Relation::AtLeast),
            _ => None,
        };
        if let Some(found) = found {
            flush(&mut terms, &mut coefficient, sign);
            if relation.is_some() {
                return error("an equation has one relation only");
            }
            if expects_term && terms.is_empty() {
                return error("nothing stands before the relation");
            }
            if expects_term {
                return error("a name or number is missing before the relation");
            }
            relation = Some(found);
            left = std::mem::take(&mut terms);
            (sign, expects_term) = (1, true);
            continue;
        }
        match word {
            "+" | "-" => {
                flush(&mut terms, &mut coefficient, sign);
                if expects_term && !(terms.is_empty() && word == "-") {
                    return error("a name or number is missing before this sign");
                }
                sign = if word == "+" { 1 } else { -1 };
                expects_term = true;
            }
            "*" => {
                if coefficient.is_none() {
                    return error("`*` stands between a number and a name");
                }
                expects_term = true;
            }
            _ if word.starts_with(|c: char| c.is_ascii_digit()) => {
                let Ok(value) = word.parse() else { return error("not an integer") };
                if !expects_term {
                    return error("an operator is missing before this number");
                }
                coefficient = Some((value, place));
                expects_term = false;
            }
            _ if word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')) => {
                if !expects_term {
                    return error("an operator is missing before this name");
                }
                let factor = coefficient.take().map_or(1, |(value, _)| value);
                terms.push(Term { coefficient: sign * factor, name: Some((word.to_owned(), place)) });
                expects_term = false;
            }
            _ => return error("not a name, a number or one of + - * = <= >="),
        }
    }
    flush(&mut terms, &mut coefficient, sign);
    let end = text.len()..text.len();
    let Some(relation) = relation else {
        return Err(EquationError { message: "an equation has one of = <= >=".to_owned(), place: 0..text.len() });
    };
    if expects_term {
        return Err(EquationError { message: "the equation breaks off".to_owned(), place: end });
    }
    Ok(Equation { left, relation, right: terms })
}

/// Parses a sum, the left side of an equation: `a + b`.
pub(crate) fn parse_sum(text: &str) -> Result<Vec<Term>, EquationError> {
    Ok(parse(&format!("{text} = 0"))
        .map_err(|error| EquationError {
            place: error.place.start.min(text.len())..error.place.end.min(text.len()),
            ..error
        })?
        .left)
}

/// A number that no name followed is a term of its own.
fn flush(terms: &mut Vec<Term>, coefficient: &mut Option<(i64, Range<usize>)>, sign: i64) {
    if let Some((value, _)) = coefficient.take() {
        terms.push(Term { coefficient: sign * value, name: None });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(side: &[Term]) -> String {
        let term =
            |term: &Term| format!("{}{}", term.coefficient, term.name.as_ref().map_or("", |(name, _)| name.as_str()));
        side.iter().map(term).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn equations() {
        for (text, left, relation, right) in [
            (
                "received + carried-in = total-handled + carried-out",
                "1received 1carried-in",
                Relation::Equal,
                "1total-handled 1carried-out",
            ),
            ("previous + change >= 0", "1previous 1change", Relation::AtLeast, "0"),
            ("a - 2 * b <= c + 3", "1a -2b", Relation::AtMost, "1c 3"),
            ("资产总计 = 负债合计 + 所有者权益合计", "1资产总计", Relation::Equal, "1负债合计 1所有者权益合计"),
        ] {
            let equation = parse(text).expect(text);
            assert_eq!(
                (terms(&equation.left).as_str(), equation.relation, terms(&equation.right).as_str()),
                (left, relation, right)
            );
        }
    }

    #[test]
    fn what_is_no_equation_is_pointed_at() {
        for (text, place) in [
            ("a + b", 0..5),
            ("a = ", 4..4),
            ("= b", 0..1),
            ("a b = c", 2..3),
            ("a = b = c", 6..7),
            ("a + + b = c", 4..5),
            ("a = b/c", 4..7),
            ("a = * b", 4..5),
            ("a = 12x", 4..7),
        ] {
            assert_eq!(parse(text).map_err(|error| error.place), Err(place), "{text}");
        }
    }
}

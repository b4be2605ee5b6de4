//! Last year's reports, against which this year's are held.

use disclint_document::{Document, Form, LineIndex, Table};
use rust_decimal::Decimal;

/// Reports of earlier years.
#[derive(Clone, Debug, Default)]
pub struct Archive {
    reports: Vec<Previous>,
    /// Whether the one report there is was named for the one that is judged, so that its body is not asked.
    is_pair: bool,
}

/// An earlier report, as far as later ones are held against it: its tables.
#[derive(Clone, Debug)]
pub struct Previous {
    name: String,
    body: Option<String>,
    year: Option<u16>,
    form: usize,
    tables: Vec<Table>,
    lines: LineIndex,
}

/// A body is not told by fewer characters than these at the end of its name.
const SHORTEST_BODY: usize = 5;

impl Archive {
    /// Reports of which each is found by its body and year.
    pub fn new(reports: Vec<Previous>) -> Self {
        Self { reports, is_pair: false }
    }

    /// The report of the year before for one that is judged. Only the years are asked: a body may have been renamed.
    pub fn pair(report: Previous) -> Self {
        Self { reports: vec![report], is_pair: true }
    }

    /// Whether there is no report in it.
    pub fn is_empty(&self) -> bool {
        self.reports.is_empty()
    }

    /// All of its reports.
    pub fn reports(&self) -> &[Previous] {
        &self.reports
    }

    /// The report of the same body on the year before. `None` where there is none, or more than one.
    pub fn previous(&self, document: &Document) -> Option<&Previous> {
        self.place_of_previous(document).map(|at| &self.reports[at])
    }

    /// Its place among the reports.
    pub(crate) fn place_of_previous(&self, document: &Document) -> Option<usize> {
        let year_before = document.year().map(|year| year.saturating_sub(1));
        let is_of_year_before = |at: &usize| self.reports[*at].year == year_before;
        if self.is_pair {
            return (0..self.reports.len()).find(is_of_year_before);
        }
        year_before?;
        let body = document.body()?;
        let candidates: Vec<usize> = (0..self.reports.len()).filter(is_of_year_before).collect();
        let of = |is_same: &dyn Fn(&str) -> bool| -> Vec<usize> {
            let is_same = |at: &usize| self.reports[*at].body.as_deref().is_some_and(is_same);
            candidates.iter().copied().filter(is_same).collect()
        };
        let mut found = of(&|other| other == body);
        if found.is_empty() {
            // The place may stand before the name in one of them only.
            let is_known = |name: &str| name.chars().count() >= SHORTEST_BODY;
            found = of(&|other| is_known(other) && is_known(body) && (other.ends_with(body) || body.ends_with(other)));
        }
        match found[..] {
            [only] => Some(only),
            _ => None,
        }
    }
}

impl Previous {
    /// What is kept of a report, which is called `name` in messages. `None` if it is no report.
    pub fn new(document: &Document, name: &str) -> Option<Self> {
        Some(Self {
            name: name.to_owned(),
            body: document.body().map(str::to_owned),
            year: document.year(),
            form: document.form?,
            tables: document.tables.clone(),
            lines: document.source.lines().clone(),
        })
    }

    /// How it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The number in a cell of the table `table`, by the ids of row and column, with its line in that report, from 1.
    /// `None` if that report has no number there, or its form has no such cell.
    pub(crate) fn number(&self, forms: &[Form], table: &str, (row, column): (&str, &str)) -> Option<(Decimal, usize)> {
        let found = self.tables.iter().find(|found| forms[found.form].tables[found.spec].id == table)?;
        let spec = &forms[found.form].tables[found.spec];
        let row = spec.rows.iter().position(|known| known.id == row)?;
        // Several columns of a form may be called alike, in different blocks.
        let column = spec.rows[row].columns.clone().find(|&at| spec.columns[at].id == column)?;
        let cell = found.cell(row, column)?;
        Some((cell.number()?, self.lines.line_of(cell.span.start as usize) + 1))
    }

    /// The form that it was read against.
    pub fn form(&self) -> usize {
        self.form
    }
}

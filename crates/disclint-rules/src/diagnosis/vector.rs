//! Sparse vectors over the equations of a system, in exact whole numbers.

/// Equations with what stands there, in their order, without zeros.
pub(super) type Vector = Vec<(usize, i128)>;

/// What a vector has in an equation.
pub(super) fn at(vector: &[(usize, i128)], equation: usize) -> i128 {
    vector.iter().find(|(known, _)| *known == equation).map_or(0, |(_, value)| *value)
}

/// Whether one vector is a multiple of another; `None` if numbers become too large to tell.
pub(super) fn is_multiple(one: &[(usize, i128)], other: &[(usize, i128)]) -> Option<bool> {
    let (Some((_, first)), Some((_, second))) = (one.first(), other.first()) else {
        return Some(one.is_empty() && other.is_empty());
    };
    if one.len() != other.len() {
        return Some(false);
    }
    for ((left, a), (right, b)) in one.iter().zip(other) {
        if left != right || a.checked_mul(*second)? != b.checked_mul(*first)? {
            return Some(false);
        }
    }
    Some(true)
}

/// A multiple of `vector` with a multiple of `column` taken away, so that it is 0 in the equation `pivot`, where
/// `column` is not; `None` if numbers become too large.
pub(super) fn eliminated(vector: &[(usize, i128)], pivot: usize, column: &[(usize, i128)]) -> Option<Vector> {
    let value = at(vector, pivot);
    if value == 0 {
        return Some(vector.to_vec());
    }
    let by = at(column, pivot);
    let mut result: Vector = Vec::with_capacity(vector.len() + column.len());
    let (mut one, mut other) = (vector.iter().peekable(), column.iter().peekable());
    loop {
        let next = match (one.peek(), other.peek()) {
            (Some((a, _)), Some((b, _))) => *a.min(b),
            (Some((a, _)), None) => *a,
            (None, Some((b, _))) => *b,
            (None, None) => break,
        };
        let left = one.next_if(|(equation, _)| *equation == next).map_or(0, |(_, value)| *value);
        let right = other.next_if(|(equation, _)| *equation == next).map_or(0, |(_, value)| *value);
        let sum = left.checked_mul(by)?.checked_sub(right.checked_mul(value)?)?;
        if sum != 0 {
            result.push((next, sum));
        }
    }
    shorten(result.iter_mut().map(|(_, value)| value));
    Some(result)
}

/// Divides numbers by their greatest common divisor.
pub(super) fn shorten<'a>(numbers: impl Iterator<Item = &'a mut i128>) {
    let numbers: Vec<&mut i128> = numbers.collect();
    let mut divisor = 0;
    for number in &numbers {
        divisor = greatest_common_divisor(divisor, **number);
        if divisor == 1 {
            return;
        }
    }
    if divisor > 1 {
        for number in numbers {
            *number /= divisor;
        }
    }
}

fn greatest_common_divisor(mut one: i128, mut other: i128) -> i128 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one.abs()
}

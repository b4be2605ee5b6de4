//! Numbers that fulfil every identity of the forms.

use crate::official;
use crate::prose;
use crate::report::{Body, BodyKind, Generation, SampleReport, SampleTable, TableName};
use crate::rng::Rng;

/// How much a body has to report.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Load {
    /// No applications at all, as in most townships.
    None,
    /// A handful.
    Few,
    /// Numbers in most rows.
    Many,
}

/// A report with numbers in most rows.
pub(crate) fn busy(generation: Generation, kind: BodyKind, year: u16, seed: u64) -> SampleReport {
    build(generation, kind, year, Load::Many, &mut Rng::new(seed))
}

/// A report of a body with a handful of applications.
pub(crate) fn quiet(generation: Generation, kind: BodyKind, year: u16, seed: u64) -> SampleReport {
    build(generation, kind, year, Load::Few, &mut Rng::new(seed))
}

/// A report that follows from `seed`.
pub(crate) fn random(generation: Generation, seed: u64) -> SampleReport {
    let mut rng = Rng::new(seed);
    let kind = BodyKind::ALL[rng.index(BodyKind::ALL.len())];
    let year = match generation {
        Generation::Form2014 => rng.between(2014, 2018),
        Generation::Form2019 => rng.between(2019, 2020),
        Generation::Form2021 => rng.between(2021, 2025),
    };
    let load = match rng.between(0, 4) {
        0 => Load::None,
        1 | 2 => Load::Few,
        _ => Load::Many,
    };
    build(generation, kind, year as u16, load, &mut rng)
}

fn build(generation: Generation, kind: BodyKind, year: u16, load: Load, rng: &mut Rng) -> SampleReport {
    let body = body(kind, rng);
    let tables = tables(generation, kind, load, rng);
    prose::write(generation, body, year, tables, rng)
}

fn body(kind: BodyKind, rng: &mut Rng) -> Body {
    let places = [("云岭市", "河东区", "青石镇"), ("明川市", "北津区", "柳塘镇"), ("安澜市", "南屏县", "石桥乡")];
    let (city, district, town) = places[rng.index(places.len())];
    let field = rng.pick(&["水务", "教育", "交通运输", "住房和城乡建设", "文化和旅游"]);
    let street = rng.pick(&["文昌路18号", "人民路206号", "滨河大道9号"]);
    let (name, own, address) = match kind {
        BodyKind::Township => (
            format!("{city}{district}{town}人民政府"),
            if town.ends_with('乡') { "我乡" } else { "我镇" },
            format!("{city}{district}{town}{street}"),
        ),
        BodyKind::CountyDepartment => {
            (format!("{city}{district}{field}局"), "我局", format!("{city}{district}{street}"))
        }
        BodyKind::CityBureau => (format!("{city}{field}局"), "我局", format!("{city}{street}")),
        BodyKind::CityGovernment => (format!("{city}人民政府"), "我市", format!("{city}{street}")),
    };
    Body { kind, name, own: own.into(), address }
}

fn tables(generation: Generation, kind: BodyKind, load: Load, rng: &mut Rng) -> Vec<SampleTable> {
    if generation == Generation::Form2014 {
        return vec![statistics(load, rng)];
    }
    vec![
        match generation {
            Generation::Form2021 => disclosure_2021(kind, rng),
            Generation::Form2019 | Generation::Form2014 => disclosure_2019(kind, rng),
        },
        applications(generation, load, rng),
        proceedings(load, rng),
    ]
}

/// Writes the rows of a table in order.
fn fill(table: &mut SampleTable, rows: Vec<Vec<String>>) {
    let empty = table.blocks.iter_mut().flat_map(|block| &mut block.rows);
    let mut count = 0;
    for (row, cells) in empty.zip(rows) {
        assert_eq!(row.cells.len(), cells.len(), "cells of {}", row.label);
        row.cells = cells;
        count += 1;
    }
    assert_eq!(count, table.rows().count(), "rows of {}", table.name);
}

fn strings(numbers: &[u64]) -> Vec<String> {
    numbers.iter().map(u64::to_string).collect()
}

/// 规章: only a city government has any.
fn disclosure_2021(kind: BodyKind, rng: &mut Rng) -> SampleTable {
    let regulations = if kind == BodyKind::CityGovernment {
        [rng.between(1, 3), rng.between(0, 1), rng.between(9, 20)]
    } else {
        [0; 3]
    };
    let issued = rng.between(0, 6);
    let documents = [issued, rng.between(0, 3), issued + rng.between(1, 30)];
    let mut table = official::disclosure(Generation::Form2021);
    let fee = format!("{}.{}", rng.between(1, 90), rng.between(1, 9));
    let fee = if rng.chance(50) { fee } else { "0".into() };
    fill(
        &mut table,
        vec![
            strings(&regulations),
            strings(&documents),
            strings(&[rng.between(0, 900)]),
            strings(&[rng.between(0, 120)]),
            strings(&[rng.between(0, 15)]),
            vec![fee],
        ],
    );
    table
}

fn disclosure_2019(kind: BodyKind, rng: &mut Rng) -> SampleTable {
    let regulations = if kind == BodyKind::CityGovernment {
        let new = rng.between(1, 3);
        [new, new, new + rng.between(5, 20)]
    } else {
        [0; 3]
    };
    let new = rng.between(0, 9);
    let documents = [new, new, new + rng.between(0, 60)];
    let mut table = official::disclosure(Generation::Form2019);
    let mut rows = vec![strings(&regulations), strings(&documents)];
    for _ in 0..4 {
        let mut row = inventory(rng);
        row.push(rng.between(0, 2000).to_string());
        rows.push(row);
    }
    rows.push(inventory(rng));
    let bought = rng.between(0, 40);
    let amount =
        if bought == 0 { "0万元".into() } else { format!("{}.{}万元", rng.between(1, 900), rng.between(1, 9)) };
    rows.push(vec![bought.to_string(), amount]);
    fill(&mut table, rows);
    table
}

/// Last year's number of items and this year's signed change, which never takes away more than there was.
fn inventory(rng: &mut Rng) -> Vec<String> {
    let before = rng.between(0, 300);
    let change = match rng.between(0, 3) {
        0 => format!("+{}", rng.between(1, 40)),
        1 if before > 0 => format!("-{}", rng.between(1, before.min(30))),
        _ => "0".into(),
    };
    vec![before.to_string(), change]
}

/// 表三: outcomes are drawn for each kind of applicant, all else follows from them.
fn applications(generation: Generation, load: Load, rng: &mut Rng) -> SampleTable {
    let mut table = official::applications(generation);
    let outcomes = table.rows().count() - 4;
    let mut columns = Vec::new();
    for applicant in 0..6 {
        let mut column = Vec::new();
        for outcome in 0..outcomes {
            let (percent, high) = match load {
                Load::None => (0, 1),
                Load::Few => (if applicant < 2 { 12 } else { 2 }, 3),
                // Natural persons and firms apply most, and most often something is granted.
                Load::Many if outcome == 0 => (100, 60),
                Load::Many => (if applicant < 2 { 75 } else { 30 }, 20),
            };
            column.push(if rng.chance(percent) { rng.between(1, high) } else { 0 });
        }
        let handled: u64 = column.iter().sum();
        let carried_out = match load {
            Load::None => 0,
            Load::Few => rng.between(0, 1) * rng.between(0, 1),
            Load::Many => rng.between(0, 6),
        };
        let most = if load == Load::Few { 1 } else { 5 };
        let carried_in = rng.between(0, handled.min(most));
        let received = handled + carried_out - carried_in;
        let mut whole = vec![received, carried_in];
        whole.extend(column);
        whole.extend([handled, carried_out]);
        columns.push(whole);
    }
    let rows = (0..outcomes + 4).map(|row| {
        let mut cells: Vec<u64> = columns.iter().map(|column| column[row]).collect();
        cells.push(cells.iter().sum());
        strings(&cells)
    });
    fill(&mut table, rows.collect());
    table
}

/// 表四: each block's last cell is the sum of its four results.
fn proceedings(load: Load, rng: &mut Rng) -> SampleTable {
    let mut cells = Vec::new();
    for _ in 0..3 {
        let results = [0; 4].map(|_: u64| match load {
            Load::None => 0,
            Load::Few => u64::from(rng.chance(10)),
            Load::Many => rng.between(0, 9),
        });
        cells.extend(results);
        cells.push(results.iter().sum());
    }
    let mut table = official::proceedings();
    fill(&mut table, vec![strings(&cells)]);
    table
}

/// 统计表 of the 2014 form.
fn statistics(load: Load, rng: &mut Rng) -> SampleTable {
    let top = match load {
        Load::None => 0,
        Load::Few => 3,
        Load::Many => 30,
    };
    let mut values: Vec<u64> = Vec::new();

    // The same item in two channels counts once: the whole lies between the largest channel and their sum.
    let channels =
        [rng.between(0, 20), rng.between(60, 400), rng.between(0, 90), rng.between(0, 90), rng.between(0, 40)];
    let sum: u64 = channels.iter().sum();
    let documents = rng.between(1, 9);
    let published = rng.between(0, documents);
    values.extend([rng.between(channels[1], sum), published, documents]);
    values.extend(channels);

    let conferences = rng.between(0, 4);
    let interviews = rng.between(0, 6);
    values.extend([rng.between(0, 8), conferences, rng.between(0, conferences)]);
    values.extend([interviews, rng.between(0, interviews)]);
    values.extend([rng.between(0, 12), rng.between(0, 30), rng.between(0, 9)]);

    // Replies are drawn, receipts and settlements follow: the form knows no carry-over.
    let reasons = [0; 6].map(|_: u64| rng.between(0, top.min(4)));
    let refused: u64 = reasons.iter().sum();
    let mut replies = [0; 8].map(|_: u64| rng.between(0, top));
    replies[3] = refused;
    let answered: u64 = replies.iter().sum();
    values.push(answered);
    values.extend(split(answered, 4, rng));
    values.push(answered);
    values.extend(split(answered, 2, rng));
    values.push(answered);
    values.extend(&replies[..4]);
    values.extend(reasons);
    values.extend(&replies[4..]);

    for _ in 0..2 {
        let results = [0; 3].map(|_: u64| rng.between(0, top.min(5)));
        values.push(results.iter().sum());
        values.extend(results);
    }
    values.extend([rng.between(0, top.min(3)), 0]);

    let (full_time, part_time) = (rng.between(0, 3), rng.between(1, 9));
    values.extend([1, rng.between(1, 3), full_time + part_time, full_time, part_time]);
    values.push(rng.between(0, 5));
    values.extend([rng.between(1, 4), rng.between(1, 3), rng.between(10, 120)]);

    let mut table = official::statistics();
    let mut values = values.into_iter();
    for row in table.blocks.iter_mut().flat_map(|block| &mut block.rows) {
        for cell in &mut row.cells {
            let value = values.next().expect("a value for every row with a unit");
            *cell = value.to_string();
        }
    }
    assert!(values.next().is_none(), "more values than rows in {}", TableName::Statistics);
    table
}

/// `whole` as a sum of `parts` numbers.
fn split(whole: u64, parts: usize, rng: &mut Rng) -> Vec<u64> {
    let mut rest = whole;
    let mut split = Vec::new();
    for _ in 1..parts {
        let part = rng.between(0, rest);
        split.push(part);
        rest -= part;
    }
    split.push(rest);
    split
}

//! A workflow as a picture: statuses in boxes, changes as numbered lines in the colour of who makes them, and below
//! what each number says.

use std::collections::BTreeMap;
use std::fmt::Write;

use motcua_types::dossier::{ClockState, Workflow};
use motcua_types::event::ActorRole;

use super::layout::{Place, layout};
use super::words::{Lang, conditions, role, roles};

const WIDTH: f64 = 176.0;
const LINE: f64 = 16.0;
const GAP: f64 = 92.0;
const MARGIN: f64 = 24.0;
const HEAD: f64 = 64.0;

/// Colours that are told apart without colour too: each line carries its number, and the legend names the actor.
fn colour(role: ActorRole) -> &'static str {
    match role {
        ActorRole::Citizen => "#1d4ed8",
        ActorRole::Intake => "#0e7490",
        ActorRole::Reception => "#047857",
        ActorRole::Processing => "#7c2d92",
        ActorRole::Delivery => "#b45309",
        ActorRole::System => "#525252",
    }
}

fn fill(clock: ClockState) -> (&'static str, &'static str) {
    match clock {
        ClockState::NotStarted => ("#f5f5f5", "#737373"),
        ClockState::Running => ("#eff6ff", "#1d4ed8"),
        ClockState::Paused => ("#fefce8", "#a16207"),
        ClockState::Stopped => ("#fff7ed", "#c2410c"),
        ClockState::Ended => ("#f0fdf4", "#15803d"),
        ClockState::Cancelled => ("#fef2f2", "#b91c1c"),
    }
}

fn clock_name(clock: ClockState, lang: Lang) -> &'static str {
    match clock {
        ClockState::NotStarted => lang.pick("chưa tính thời hạn", "term not started"),
        ClockState::Running => lang.pick("đang tính thời hạn", "term runs"),
        ClockState::Paused => lang.pick("tạm dừng thời hạn", "term paused"),
        ClockState::Stopped => lang.pick("dừng, tính lại từ đầu", "stopped, starts again"),
        ClockState::Ended => lang.pick("đã xong", "done"),
        ClockState::Cancelled => lang.pick("không còn thời hạn", "no term any more"),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Words in lines of at most so many letters.
fn wrapped(text: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

struct Picture<'a> {
    workflow: &'a Workflow,
    lang: Lang,
    body: String,
    /// Names of the statuses in lines.
    names: BTreeMap<u32, Vec<String>>,
    heights: BTreeMap<u32, f64>,
}

/// The picture in one language.
pub(crate) fn svg(workflow: &Workflow, lang: Lang) -> String {
    let mut names = BTreeMap::from([(0, Vec::new())]);
    let mut heights = BTreeMap::from([(0, 20.0)]);
    for status in &workflow.statuses {
        let mut lines = wrapped(&format!("{} · {}", status.code, lang.of(&status.name)), 25);
        if let Some(national) = status.national.filter(|national| *national != status.code) {
            lines.push(lang.pick("(quốc gia: ", "(national: ").to_owned() + &national.to_string() + ")");
        }
        heights.insert(status.code, 16.0 + LINE * lines.len() as f64);
        names.insert(status.code, lines);
    }
    Picture { workflow, lang, body: String::new(), names, heights }.draw()
}

impl Picture<'_> {
    fn draw(mut self) -> String {
        let (workflow, lang) = (self.workflow, self.lang);
        let lines: Vec<(u32, u32)> = workflow.transitions.iter().map(|t| (t.from, t.to)).collect();
        let plan = layout(&lines, WIDTH);
        // Rows are as high as their highest box.
        let mut tops = vec![HEAD; plan.rows];
        let mut row_heights = vec![20.0_f64; plan.rows];
        for (status, row) in &plan.row {
            row_heights[*row] = row_heights[*row].max(self.heights[status]);
        }
        for row in 1..plan.rows {
            tops[row] = tops[row - 1] + row_heights[row - 1] + GAP;
        }
        let middle = |row: usize| tops[row] + row_heights[row] / 2.0;
        let centre = |place: &Place| match place {
            Place::Box(status) => (MARGIN + plan.x[place], middle(plan.row[status])),
            Place::Bend(_, row) => (MARGIN + plan.x[place], middle(*row)),
        };
        let ports = self.ports(&plan.ways, |place| centre(place).0);

        let widest = plan.x.iter().map(|(place, x)| match place {
            Place::Box(_) => x + WIDTH / 2.0 + 40.0,
            Place::Bend(..) => x + 10.0,
        });
        let mut width = widest.fold(760.0, f64::max) + 2.0 * MARGIN;
        for (number, transition) in workflow.transitions.iter().enumerate() {
            let stroke = colour(transition.actors[0]);
            let way = &plan.ways[number];
            let (path, mark) = if way.is_empty() {
                let (x, y) = centre(&Place::Box(transition.from));
                let (x, up, low) = (x + WIDTH / 2.0, y - 9.0, y + 9.0);
                (
                    format!(
                        "M{x:.0} {up:.0} C{:.0} {:.0} {:.0} {:.0} {x:.0} {low:.0}",
                        x + 34.0,
                        up - 12.0,
                        x + 34.0,
                        low + 12.0
                    ),
                    (x + 27.0, y),
                )
            } else {
                self.line(number, way, &ports, &centre, &tops, &row_heights)
            };
            writeln!(self.body, "<path d=\"{path}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"1.4\" marker-end=\"url(#{:?})\"/>", transition.actors[0]).unwrap();
            let (x, y) = mark;
            writeln!(self.body, "<circle cx=\"{x:.0}\" cy=\"{y:.0}\" r=\"9\" fill=\"#fff\" stroke=\"{stroke}\"/><text x=\"{x:.0}\" y=\"{:.0}\" class=\"n\" fill=\"{stroke}\">{}</text>", y + 3.5, number + 1).unwrap();
        }
        for (status, row) in &plan.row {
            let x = MARGIN + plan.x[&Place::Box(*status)];
            self.status(*status, x, middle(*row));
        }
        let bottom = tops[plan.rows - 1] + row_heights[plan.rows - 1] + 36.0;
        let height = self.legend(bottom, &mut width);
        let title =
            format!("{} ({} {})", lang.of(workflow.name.as_ref().unwrap()), workflow.id, workflow.version);
        let mark = lang.pick(
            "Bảng chuyển trạng thái suy ra từ các văn bản, không do pháp luật ban hành",
            "Changes derived from the texts of law, which publish no such table",
        );
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" role=\"img\" lang=\"{}\">\n<title>{}</title>\n<style>text{{font:13px \"Segoe UI\",Roboto,\"Noto Sans\",\"DejaVu Sans\",sans-serif;fill:#171717}}.n{{font-size:10px;font-weight:600;text-anchor:middle}}.s{{text-anchor:middle}}.h{{font-size:18px;font-weight:600}}.l{{font-size:12px}}.m{{font-size:12px;fill:#525252}}</style>\n<defs>",
            lang.code(),
            escape(&title)
        );
        for def in &workflow.roles {
            write!(svg, "<marker id=\"{:?}\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"{}\"/></marker>", def.role, colour(def.role)).unwrap();
        }
        writeln!(svg, "</defs>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<text x=\"{MARGIN}\" y=\"30\" class=\"h\">{}</text>\n<text x=\"{MARGIN}\" y=\"48\" class=\"m\">{mark}</text>", escape(&title)).unwrap();
        svg + &self.body + "</svg>\n"
    }

    /// Where each line leaves or meets a box: spread over its side in the order of where the lines come from.
    fn ports(&self, ways: &[Vec<Place>], x: impl Fn(&Place) -> f64) -> BTreeMap<(usize, u32), (f64, usize)> {
        let mut sides: BTreeMap<(u32, bool), Vec<(f64, usize)>> = BTreeMap::new();
        for (number, way) in ways.iter().enumerate().filter(|(_, way)| !way.is_empty()) {
            let (first, last) = (way[0], way[way.len() - 1]);
            for (place, next, below) in [(first, way[1], true), (last, way[way.len() - 2], false)] {
                if let Place::Box(status) = place {
                    sides.entry((status, below)).or_default().push((x(&next), number));
                }
            }
        }
        let mut ports = BTreeMap::new();
        for ((status, _), mut ends) in sides {
            ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let step = (WIDTH - 16.0) / ends.len() as f64;
            let step = if status == 0 { 14.0 } else { step.min(28.0) };
            let first = x(&Place::Box(status)) - step * (ends.len() as f64 - 1.0) / 2.0;
            for (i, (_, number)) in ends.iter().enumerate() {
                ports.insert((*number, status), (first + step * i as f64, i));
            }
        }
        ports
    }

    /// The path of a line in its own direction, and where its number goes: near its beginning.
    fn line(
        &self,
        number: usize,
        way: &[Place],
        ports: &BTreeMap<(usize, u32), (f64, usize)>,
        centre: &impl Fn(&Place) -> (f64, f64),
        tops: &[f64],
        heights: &[f64],
    ) -> (String, (f64, f64)) {
        let transition = &self.workflow.transitions[number];
        let mut points = Vec::new();
        for (i, place) in way.iter().enumerate() {
            let (x, y) = centre(place);
            match place {
                Place::Box(status) => {
                    let half = self.heights[status] / 2.0;
                    let y = if i == 0 { y + half } else { y - half };
                    points.push((ports[&(number, *status)].0, y));
                }
                // Straight through a row, so that a line does not touch its boxes.
                Place::Bend(_, row) => {
                    points.push((x, tops[*row] - 6.0));
                    points.push((x, tops[*row] + heights[*row] + 6.0));
                }
            }
        }
        if way[0] != Place::Box(transition.from) {
            points.reverse();
        }
        let mut path = format!("M{:.0} {:.0}", points[0].0, points[0].1);
        for pair in points.windows(2) {
            let ((x1, y1), (x2, y2)) = (pair[0], pair[1]);
            if (x1 - x2).abs() < 0.5 {
                write!(path, " L{x2:.0} {y2:.0}").unwrap();
            } else {
                let bend = (y2 - y1) * 0.5;
                write!(path, " C{x1:.0} {:.0} {x2:.0} {:.0} {x2:.0} {y2:.0}", y1 + bend, y2 - bend).unwrap();
            }
        }
        // Neighbours take turns, so that circles of close ports do not touch.
        let away = 14.0 + 18.0 * (ports[&(number, transition.from)].1 % 3) as f64;
        let ((x1, y1), (x2, y2)) = (points[0], points[1]);
        let t: f64 = (away / (y2 - y1).abs()).min(0.9);
        let eased = 3.0 * t * t * (1.0 - t) + t * t * t;
        // The same cubic that is drawn, with the parameter solved for the height.
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..30 {
            let s: f64 = (low + high) / 2.0;
            let y = 1.5 * s * (1.0 - s) * (1.0 - s) + 1.5 * s * s * (1.0 - s) + s * s * s;
            if y < t { low = s } else { high = s }
        }
        let s: f64 = low;
        let across = if (x1 - x2).abs() < 0.5 { eased } else { 3.0 * s * s * (1.0 - s) + s * s * s };
        (path, (x1 + (x2 - x1) * across, y1 + (y2 - y1) * t))
    }

    fn status(&mut self, status: u32, x: f64, y: f64) {
        if status == 0 {
            writeln!(self.body, "<circle cx=\"{x:.0}\" cy=\"{y:.0}\" r=\"10\" fill=\"#171717\"/>").unwrap();
            return;
        }
        let def = self.workflow.statuses.iter().find(|def| def.code == status).unwrap();
        let (back, edge) = fill(def.clock);
        let height = self.heights[&status];
        let (left, top) = (x - WIDTH / 2.0, y - height / 2.0);
        let thick = if def.terminal { 3 } else { 1 };
        writeln!(self.body, "<rect x=\"{left:.0}\" y=\"{top:.0}\" width=\"{WIDTH}\" height=\"{height:.0}\" rx=\"7\" fill=\"{back}\" stroke=\"{edge}\" stroke-width=\"{thick}\"/>").unwrap();
        for (i, line) in self.names[&status].iter().enumerate() {
            let y = top + 20.0 + LINE * i as f64;
            writeln!(self.body, "<text x=\"{x:.0}\" y=\"{y:.0}\" class=\"s\">{}</text>", escape(line))
                .unwrap();
        }
    }

    /// What the numbers and colours say, in two columns; gives the height of the picture.
    fn legend(&mut self, top: f64, width: &mut f64) -> f64 {
        let lang = self.lang;
        *width = width.max(1100.0);
        let column = (*width - 2.0 * MARGIN) / 2.0;
        let letters = (column / 6.2) as usize - 6;
        let mut x = MARGIN;
        let mut y = top;
        for clock in [
            ClockState::NotStarted,
            ClockState::Running,
            ClockState::Paused,
            ClockState::Stopped,
            ClockState::Ended,
            ClockState::Cancelled,
        ] {
            if !self.workflow.statuses.iter().any(|status| status.clock == clock) {
                continue;
            }
            let (back, edge) = fill(clock);
            let name = clock_name(clock, lang);
            writeln!(self.body, "<rect x=\"{x:.0}\" y=\"{:.0}\" width=\"18\" height=\"12\" rx=\"3\" fill=\"{back}\" stroke=\"{edge}\"/><text x=\"{:.0}\" y=\"{y:.0}\" class=\"l\">{name}</text>", y - 10.0, x + 24.0).unwrap();
            x += 46.0 + name.chars().count() as f64 * 6.6;
        }
        y += 22.0;
        x = MARGIN;
        for def in &self.workflow.roles {
            let name = role(self.workflow, def.role, lang);
            let stroke = colour(def.role);
            writeln!(self.body, "<path d=\"M{x:.0} {:.0}h18\" stroke=\"{stroke}\" stroke-width=\"2\" marker-end=\"url(#{:?})\"/><text x=\"{:.0}\" y=\"{y:.0}\" class=\"l\">{}</text>", y - 4.0, def.role, x + 24.0, escape(&name)).unwrap();
            x += 46.0 + name.chars().count() as f64 * 6.8;
        }
        y += 26.0;
        let rows: Vec<(usize, &'static str, Vec<String>)> = self
            .workflow
            .transitions
            .iter()
            .enumerate()
            .map(|(number, t)| {
                let from = if t.from == 0 { "●".to_owned() } else { t.from.to_string() };
                let more = conditions(t, lang);
                let more = if more.is_empty() { String::new() } else { format!(" · {}", more.join(", ")) };
                let text = format!(
                    "{from} → {} {} · {}{more}",
                    t.to,
                    lang.of(&t.label),
                    roles(self.workflow, t, lang)
                );
                (number + 1, colour(t.actors[0]), wrapped(&text, letters))
            })
            .collect();
        let total: usize = rows.iter().map(|(_, _, lines)| lines.len()).sum();
        let (mut used, mut lowest, start) = (0, y, y);
        let mut left = MARGIN;
        for (number, stroke, lines) in rows {
            if left < column && used >= total.div_ceil(2) {
                left = MARGIN + column;
                y = start;
            }
            writeln!(self.body, "<circle cx=\"{:.0}\" cy=\"{:.0}\" r=\"9\" fill=\"#fff\" stroke=\"{stroke}\"/><text x=\"{:.0}\" y=\"{:.0}\" class=\"n\" fill=\"{stroke}\">{number}</text>", left + 9.0, y - 4.0, left + 9.0, y - 0.5).unwrap();
            for line in &lines {
                writeln!(
                    self.body,
                    "<text x=\"{:.0}\" y=\"{y:.0}\" class=\"l\">{}</text>",
                    left + 26.0,
                    escape(line)
                )
                .unwrap();
                y += 17.0;
            }
            y += 5.0;
            used += lines.len();
            lowest = lowest.max(y);
        }
        lowest + 12.0
    }
}

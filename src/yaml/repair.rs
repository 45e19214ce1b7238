//! Reading on after a slip: where the line that stops the parser can be mended for sure, it is mended in memory, so that
//! one reading tells of every slip, and what the rest of the text says is known.

use super::{Fault, FaultKind, Key, Node, Value, parse_once};
use crate::diag::{Fix, Span};

/// How many slips of one text are read past.
const LIMIT: usize = 50;

/// As [`parse_once`], for the text with what can be mended mended. All places are those of the text as it is.
pub(super) fn parse(text: &str) -> (Option<Node>, Vec<Fault>) {
    let mut mended = Mended { text: text.to_owned(), fixes: Vec::new() };
    let mut told: Vec<Fault> = Vec::new();
    loop {
        let (node, faults) = parse_once(&mended.text);
        let slips = faults.iter().filter(|fault| fault.kind == FaultKind::Syntax);
        let slip = slips.min_by_key(|fault| fault.span.start);
        let fix = slip.and_then(|slip| slip.fix.clone());
        let slip = slip.cloned().map(|slip| mended.fault(slip));
        // Each slip stands further down than the one before, so that a fix that does not help ends it.
        let line = |fault: &Fault| line_of(text, fault.span.start);
        let further =
            slip.as_ref().is_some_and(|slip| told.last().is_none_or(|last| line(slip) > line(last)));
        let slip_is_none = slip.is_none();
        match (slip, fix) {
            (Some(slip), Some(fix)) if further && told.len() < LIMIT && mended.apply(&fix) => told.push(slip),
            _ => {
                if let (false, Some(last)) = (further || slip_is_none, told.last_mut()) {
                    last.fix = None; // It did not help.
                }
                let seen = |fault: &Fault| told.iter().any(|other| line(other) == line(fault));
                let rest: Vec<Fault> = faults.into_iter().map(|fault| mended.fault(fault)).collect();
                let rest: Vec<Fault> = rest
                    .into_iter()
                    .filter(|fault| fault.kind != FaultKind::Syntax || !seen(fault))
                    .collect();
                told.extend(rest);
                return (node.map(|node| mended.node(node)), told);
            }
        }
    }
}

fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes()[..at.min(text.len())].iter().filter(|byte| **byte == b'\n').count()
}

/// A text with fixes in it, which knows where each of its places was before.
struct Mended {
    text: String,
    /// In the order applied, each in places of the text it was applied to.
    fixes: Vec<Fix>,
}

impl Mended {
    fn apply(&mut self, fix: &Fix) -> bool {
        let Some((before, after)) = self.text.get(..fix.span.start).zip(self.text.get(fix.span.end..)) else {
            return false;
        };
        self.text = format!("{before}{}{after}", fix.text);
        self.fixes.push(fix.clone());
        true
    }

    /// Where a place was. What lies within a replacement was where what it replaces begins or ends.
    fn place(&self, at: usize, end: bool) -> usize {
        self.fixes.iter().rev().fold(at, |at, Fix { span, text }| {
            if at >= span.start + text.len() {
                at - text.len() + span.len()
            } else if at <= span.start || !end {
                at.min(span.start)
            } else {
                span.end
            }
        })
    }

    fn span(&self, span: &Span) -> Span {
        let start = self.place(span.start, false);
        start..self.place(span.end, true).max(start)
    }

    fn fault(&self, fault: Fault) -> Fault {
        let fix = fault.fix.map(|fix| Fix { span: self.span(&fix.span), ..fix });
        Fault { span: self.span(&fault.span), fix, ..fault }
    }

    fn node(&self, node: Node) -> Node {
        let value = match node.value {
            Value::Sequence(items) => {
                Value::Sequence(items.into_iter().map(|item| self.node(item)).collect())
            }
            Value::Mapping(pairs) => Value::Mapping(
                pairs
                    .into_iter()
                    .map(|(key, value)| {
                        (Key { span: self.span(&key.span), name: key.name }, self.node(value))
                    })
                    .collect(),
            ),
            scalar => scalar,
        };
        Node { span: self.span(&node.span), value }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slip_is_told_and_the_rest_is_known() {
        let text = "title: Dzień 3: Gospodarka\nsummary: @miasto\nwhen:2024-06-07\nplace: Konin\n";
        let (node, faults) = parse(text);
        let told: Vec<(&str, usize)> =
            faults.iter().map(|fault| (&text[fault.span.clone()], line_of(text, fault.span.start))).collect();
        assert_eq!(told, [(":", 0), ("@", 1), ("w", 2)]);
        let Some(Node { value: Value::Mapping(pairs), .. }) = node else { panic!("a tree") };
        let values: Vec<(&str, &str)> =
            pairs.iter().map(|(key, value)| (key.name.as_str(), &text[value.span.clone()])).collect();
        let wanted = [
            ("title", "Dzień 3: Gospodarka"),
            ("summary", "@miasto"),
            ("when", "2024-06-07"),
            ("place", "Konin"),
        ];
        assert_eq!(values, wanted);
    }

    #[test]
    fn what_cannot_be_mended_ends_the_reading() {
        for text in ["title: a\n\tx: b\n", "a: [1, 2\nb: c\n", "title: \"a\" b \"c\nx: {\n"] {
            let (node, faults) = parse(text);
            assert!(node.is_none() && !faults.is_empty(), "{text}: {faults:?}");
        }
    }
}

//! Tests of the tree, of faults and of quoting.

use super::*;

fn fault(text: &str) -> Fault {
    let (_, faults) = parse(text);
    faults.into_iter().next().expect("a fault")
}

#[test]
fn scalars_stay_text_with_their_places() {
    let text = "title: Łódź\ndraft: no\nversion: 1.10\nempty:\ntags: [a, \"b c\"]\n";
    let (Some(node), faults) = parse(text) else { panic!("a tree") };
    assert!(faults.is_empty());
    let Value::Mapping(pairs) = node.value else { panic!("a mapping") };
    let scalar = |ix: usize| match &pairs[ix].1.value {
        Value::Scalar(text) => text.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!([scalar(0), scalar(1), scalar(2)], ["Łódź", "no", "1.10"]);
    assert_eq!(&text[pairs[0].1.span.clone()], "Łódź");
    assert_eq!(&text[pairs[1].0.span.clone()], "draft");
    assert_eq!(pairs[3].1.value, Value::Null);
    assert_eq!(&text[pairs[4].1.span.clone()], "[a, \"b c\"");
}

#[test]
fn slips_get_a_line_to_paste() {
    let cases = [
        ("title: Dzień 3: Gospodarka\n", "write `title: \"Dzień 3: Gospodarka\"`", 1),
        (
            "a: b\ntitle: \"W sprawie \"Rozwój\" miasta\"\nx: y\n",
            "write `title: 'W sprawie \"Rozwój\" miasta'`",
            2,
        ),
        ("title: \"Nigdy niezamknięty\nwhen: 2020\n", "write `title: \"Nigdy niezamknięty\"`", 1),
        ("title: @miasto\n", "write `title: \"@miasto\"`", 1),
        ("a: b\n\ttitle: x\n", "indent with spaces, two for each step", 2),
    ];
    for (text, hint, line) in cases {
        let fault = fault(text);
        assert_eq!(fault.hint.map(|hint| hint.en).as_deref(), Some(hint), "{text}");
        assert_eq!(text[..fault.span.start].matches('\n').count() + 1, line, "{text}");
    }
}

#[test]
fn doubled_keys_and_lost_comments_are_found() {
    assert_eq!(fault("a: 1\na: 2\n").kind, FaultKind::DuplicateKey);
    let lost = fault("title: Sala #3\n");
    assert_eq!(lost.kind, FaultKind::LostComment);
    assert_eq!(lost.hint.map(|hint| hint.en).as_deref(), Some("write `title: \"Sala #3\"`"));
    assert!(parse("title: Sala # uwaga\n# cały wiersz\n").1.is_empty());
}

#[test]
fn aliases_cannot_multiply_without_end() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..9 {
        let previous = format!("*a{}", level - 1);
        text += &format!("a{level}: &a{level} [{}]\n", vec![previous; 10].join(", "));
    }
    assert_eq!(fault(&text).kind, FaultKind::Limit);
    let long = format!("a: &a \"{}\"\nb: [{}]\n", "x".repeat(100_000), vec!["*a"; 100].join(", "));
    assert_eq!(fault(&long).kind, FaultKind::Limit, "a long text many times is large too");
    assert!(matches!(fault(&"[".repeat(10_000)).kind, FaultKind::Syntax | FaultKind::Limit));
}

#[test]
fn quoting_is_read_back_as_the_same_text() {
    for text in ["Dzień 3: Gospodarka", "no", "2020-04", "„Cytat”", "a \"b\" c", "it's", "# x", "", "a\\b"]
    {
        for always in [false, true] {
            let yaml = format!("k: {}\n", quote(text, always));
            let (Some(Node { value: Value::Mapping(pairs), .. }), _) = parse(&yaml) else { panic!("{yaml}") };
            assert_eq!(pairs[0].1.value, Value::Scalar(text.to_owned()), "{yaml}");
        }
    }
}

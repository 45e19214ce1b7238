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

/// Texts, the line of the first fault, and words of its message or hint.
fn told(cases: &[(&str, usize, &str)]) {
    for text in
        cases.iter().flat_map(|case| [(*case, case.0.to_owned()), (*case, case.0.replace('\n', "\r\n"))])
    {
        let ((_, line, words), text) = text;
        let fault = fault(&text);
        let said = format!("{} | {}", fault.message.en, fault.hint.map(|hint| hint.en).unwrap_or_default());
        assert!(said.contains(words) && !said.contains('\r'), "{text}: {said}");
        assert_eq!(text[..fault.span.start].matches('\n').count() + 1, line, "{text}: {said}");
    }
}

#[test]
fn what_is_left_open_is_told_where_it_opens() {
    told(&[
        (
            "a: x\ntags: [a, b\nwhen: 2024-06-07\nplace: x\n",
            2,
            "bracket is opened on this line and not closed | close the bracket with `]`",
        ),
        ("image: {src: a.jpg, alt: \"x\"\n", 1, "close the bracket with `}`"),
        ("image: {src: a.jpg, alt: \"x\"\nwhen: 2024\n", 1, "close the bracket with `}`"),
        ("title: [\nwhen: 2024\n", 1, "close the bracket with `]`"),
        ("a: b\ntitle: [\n", 2, "close the bracket with `]`"),
        ("people:\n  - {person: Jan\n  - {person: Ewa}\n", 2, "close the bracket with `}`"),
        ("tags: [\"a, b]\nwhen: 2024\n", 1, "a quotation mark within these brackets"),
        ("text: |\n  [a\n  b: c\ntags: {a\nx: y\n", 4, "close the bracket with `}`"),
        ("x: [\"a\n  b\", c]\ntitle: @y\n", 3, "must stand in quotes"),
        ("x: >\n  Uwaga: a: b\n    c: d\ny: {a: b: c}\n", 4, "a colon inside braces"),
        ("path: \"C:\\Users\\x\"\n", 1, "write it in single quotes: `'C:\\Users\\x'`"),
    ]);
}

#[test]
fn a_fix_is_only_what_cannot_lose_or_change_text() {
    let without = [
        "tags: [a] #b\n",
        "title: Sala #3\n",
        "title: A\n  when: 2024\n",
        "title: \"Nigdy niezamknięty\n\nwhen: 2020\n",
        "title: \"Nigdy niezamknięty\n  a jednak\nwhen: 2020\n",
        "summary: \"Pierwsze zdanie\nDrugie zdanie\"\nwhen: 2020\n",
        "summary: Dzień 3: rano\n  i wieczorem\nwhen: 2020\n",
        "title: Plik C:\\a: nowy\n",
        "title: \"C:\\Users\\x\"\n",
    ];
    for text in without {
        let fault = fault(text);
        assert!(fault.fix.is_none() && fault.hint.is_some(), "{text}: {fault:?}");
    }
    told(&[
        ("tags: [a] #b\n", 1, "put a space after `#`: `# b`"),
        ("title: \"A\" #b\n", 1, "put a space after `#`: `# b`"),
        ("tags: [park, #b c]\n", 1, "write `tags: [park, \"#b c\"]`"),
        ("title: Sala [x] #3\n", 1, "write `title: \"Sala [x] #3\"`"),
        ("people: {a: Sala #3,\n  b: c}\n", 1, "put the whole value in quotes"),
        ("people:\n  - a: Kot: b\n    c: d\n", 2, "write `- a: \"Kot: b\"`"),
        ("title: \"Anna\" i \"Jan\"\n", 1, "write `title: '\"Anna\" i \"Jan\"'`"),
    ]);
}

#[test]
fn slips_of_lists_are_told() {
    told(&[
        (
            "people:\n  - person: Jan\n     role: speaker\n",
            3,
            "line up `role` with `person`: spaces before `role`: 4",
        ),
        (
            "people:\n  - person: Jan\n   role: speaker\n",
            3,
            "line up `role` with `person`: spaces before `role`: 4",
        ),
        ("people:\n  - person: Jan\n  role: speaker\n", 3, "line up `role` with `person`"),
        (
            "people:\n  - person: Jan\n    note: x\n     role: speaker\n",
            4,
            "remove 1 of the spaces before `role`",
        ),
        ("tags:\n  - park\n - rzeka\n", 3, "indent all items alike: spaces before each `-`: 2"),
        ("tags:\n  - park\n    - rzeka\n", 3, "indent all items alike: spaces before each `-`: 2"),
        ("people:\n  - {person: Jan},\n  - {person: Ewa}\n", 2, "write `- {person: Jan}`"),
        ("people:\n  - (person: Jan, role: speaker)\n", 2, "write `- {person: Jan, role: speaker}`"),
        ("people:\n  {person: Jan}\n  {person: Ewa}\n", 2, "put `- ` before each `{`"),
        ("people:\n  -{person: Jan, role: speaker}\n", 2, "write `- {person: Jan, role: speaker}`"),
        ("tags:\n  -\"park\"\n", 2, "write `- \"park\"`"),
        ("tags: park\n  - rzeka\n", 2, "leave `tags:` alone on its line"),
    ]);
    let sound = [
        "people:\n  - person: Jan\n    image:\n      src: a\n    role: x\n  - person: Ewa\n",
        "people:\n- person: Jan\n  role: x\nplace: y\n",
        "base: &b\n  - a\nother: *b\n",
        "summary: tekst\n  dalej – i dalej\n",
        "summary: \"tekst\n  - dalej\"\n",
    ];
    for text in sound {
        assert!(parse(text).1.is_empty(), "{text}: {:?}", parse(text).1);
    }
}

#[test]
fn names_that_nothing_uses_are_text() {
    told(&[
        ("title: A\nsummary: &Ogród jest nasz\n", 2, "write `summary: \"&Ogród jest nasz\"`"),
        ("title: &Co\n", 1, "write `title: \"&Co\"`"),
        ("tags: &a [*a]\n", 1, "must stand in quotes"),
        ("tags:\n  - &Co\n", 2, "must stand in quotes"),
        ("title:A\nwhen:2024-06-07\n", 1, "put a space after the colon: `title: A`"),
    ]);
}

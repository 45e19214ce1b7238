//! What templates can call beyond Tera's own: `t()` for texts. Everything else a template needs is in the
//! views, already in words.

use std::sync::Arc;

use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::Texts;
use crate::locale::Locale;
use crate::locale::typography::Typography;

/// Registers the functions; must happen before templates are added.
pub(super) fn register(tera: &mut Tera, texts: &Texts, locale: &Arc<Locale>, language: &str) {
    let texts = texts.clone();
    let locale = locale.clone();
    let typography = Typography::for_language(language);
    let typeset = move |text: &str| Value::from(typography.apply(text).into_owned());
    // Most are asked for with nothing to fill in, dozens of times on every page.
    let whole: Vec<Option<Value>> = texts.whole().into_iter().map(|text| text.map(typeset)).collect();
    tera.register_function("t", move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let key: &str = kwargs.must_get("key")?;
        if let Some(Some(text)) = texts.number(key).and_then(|number| whole.get(number)) {
            return Ok(text.clone());
        }
        let values: Vec<(String, String)> = kwargs
            .iter()
            .filter_map(|(name, value)| Some((name.as_str()?.to_owned(), plain(value, &locale))))
            .collect();
        let values: Vec<(&str, &str)> =
            values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let text = match kwargs.get::<u64>("n")? {
            Some(n) => texts.plural(key, locale.plural(n), &values),
            None => texts.get(key, &values),
        };
        text.map(|text| typeset(&text)).map_err(tera::Error::message)
    });
}

/// A value in the language's notation: `12 345`.
fn plain(value: &Value, locale: &Locale) -> String {
    let number = value.as_i64().filter(|_| value.is_number());
    number.map_or_else(
        || value.as_str().map_or_else(|| value.to_string(), str::to_owned),
        |n| locale.integer(n),
    )
}

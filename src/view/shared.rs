//! Values that are made once and shown by many pages. For templates they are what they hold; the types here
//! say what that is, for the compiler and for the contract that theme authors read (`docs/theme-contract.md`).

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::{Mutex, PoisonError};

use serde::{Serialize, Serializer};

use super::CardView;

/// The card of an entry, one value for all pages that list it.
pub type Card = Shared<CardView>;

/// A view that has become a template's value and is handed out again and again without being copied.
pub struct Shared<T> {
    value: tera::Value,
    view: PhantomData<fn() -> T>,
}

impl<T: Serialize> Shared<T> {
    /// Makes the value; what cannot be serialised is none.
    pub fn new(view: &T) -> Self {
        let value = tera::Value::try_from_serializable(view).unwrap_or_else(|_| tera::Value::none());
        Self { value, view: PhantomData }
    }
}

/// Views that several others have in common, by what tells them apart.
pub(super) struct Known<K, T>(Mutex<BTreeMap<K, Shared<T>>>);

impl<K: Ord, T: Serialize> Known<K, T> {
    /// The view of that key; where there is none yet, it is made.
    pub(super) fn get(&self, key: K, make: impl FnOnce() -> T) -> Shared<T> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(key).or_insert_with(|| Shared::new(&make())).clone()
    }
}

impl<K, T> Default for Known<K, T> {
    fn default() -> Self {
        Self(Mutex::new(BTreeMap::new()))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), view: PhantomData }
    }
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self { value: tera::Value::none(), view: PhantomData }
    }
}

impl<T> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

/// HTML that the program wrote itself; a template puts it on the page as it is.
#[derive(Debug, Clone)]
pub struct Html(tera::Value);

impl Html {
    /// From markup that is known to be sound.
    pub fn new(markup: &str) -> Self {
        Self(tera::Value::safe_string(markup))
    }
}

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

//! The Rust side of the contract: which view structs there are, what their fields hold, and which template
//! gets which of them. Read from the syntax tree, so that nothing has to be kept in step by hand:
//!
//! - a page: `cx.page("archive.html", …, "archive", &view)` and `cx.page_from(…)` in `src/outputs/`
//! - a kind's data: `cx.value(&…)` in `impl Detail for …` in `src/kinds/<kind>`
//! - a block of a body: `cx.value(&…)` and `fn template` in `impl Block for …`

use std::collections::BTreeMap;
use syn::visit::Visit;

use super::types::{Type, type_of};

/// A struct that templates see.
#[derive(Debug, Default)]
pub(super) struct View {
    pub(super) file: String,
    pub(super) doc: String,
    pub(super) fields: Vec<Field>,
}

/// A field of it. A doc comment that is missing is empty here.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) doc: String,
    pub(super) kind: Type,
}

/// What a template gets beside `site`, `root` and `page`: a name and a struct.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Given {
    /// The template; none where the entry's kind decides.
    pub(super) template: Option<String>,
    pub(super) name: String,
    pub(super) view: String,
    /// What the page is, from the first line of the file that makes it.
    pub(super) about: String,
}

/// Everything the Rust source says of templates.
#[derive(Debug, Default)]
pub(super) struct Contract {
    /// By name.
    pub(super) views: BTreeMap<String, View>,
    pub(super) pages: Vec<Given>,
    /// Names that every page gets.
    pub(super) everywhere: Vec<String>,
    pub(super) blocks: Vec<Given>,
    /// The struct of `entry.detail` by kind; none where a kind has no data of its own.
    pub(super) details: BTreeMap<String, Option<String>>,
    /// What could not be made out.
    pub(super) faults: Vec<String>,
}

/// Reads the source.
pub(super) fn read() -> Contract {
    let mut contract = Contract::default();
    let files: Vec<(String, syn::File)> = crate::tidy::sources()
        .into_iter()
        .map(|(path, text)| {
            let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
            (path, file)
        })
        .collect();
    let aliases = aliases(&files);
    for (path, file) in &files {
        for item in &file.items {
            if let syn::Item::Struct(item) = item
                && is_serialised(&item.attrs)
            {
                contract.add(path, item, &aliases);
            }
        }
    }
    for (path, file) in &files {
        let mut calls =
            Calls { path, file, contract: &mut contract, within: Vec::new(), lets: BTreeMap::new() };
        calls.visit_file(file);
    }
    for kind in kronika::kinds::KINDS {
        contract.details.entry(kind.id.0.to_owned()).or_default();
    }
    contract.pages.sort();
    contract.pages.dedup();
    contract.blocks.sort();
    contract
}

impl Contract {
    fn add(&mut self, path: &str, item: &syn::ItemStruct, aliases: &BTreeMap<String, syn::Type>) {
        let name = item.ident.to_string();
        let fields = item.fields.iter().filter(|field| !has_serde(&field.attrs, "skip"));
        let fields = fields
            .filter_map(|field| {
                let kind = type_of(&field.ty, aliases);
                Some(Field { name: field.ident.as_ref()?.to_string(), doc: doc_of(&field.attrs), kind })
            })
            .collect();
        let view = View { file: path.to_owned(), doc: doc_of(&item.attrs), fields };
        if let Some(other) = self.views.insert(name.clone(), view) {
            self.faults.push(format!("{path} and {} both have a serialised struct `{name}`", other.file));
        }
    }

    /// Structs that templates can reach, from what they are given.
    pub(super) fn reached(&self) -> Vec<&str> {
        let mut open: Vec<&str> = vec!["SiteView", "PageView"];
        open.extend(self.pages.iter().chain(&self.blocks).map(|given| given.view.as_str()));
        open.extend(self.details.values().flatten().map(String::as_str));
        let mut found: Vec<&str> = Vec::new();
        while let Some(name) = open.pop() {
            if !found.contains(&name)
                && let Some((name, view)) = self.views.get_key_value(name)
            {
                found.push(name);
                open.extend(view.fields.iter().filter_map(|field| field.kind.view()));
            }
        }
        found.sort_unstable();
        found
    }
}

/// Looks for the calls that give data to templates.
struct Calls<'a> {
    path: &'a str,
    file: &'a syn::File,
    contract: &'a mut Contract,
    /// The trait being implemented, innermost last.
    within: Vec<String>,
    /// What the local names of the function hold.
    lets: BTreeMap<String, syn::Expr>,
}

impl<'a> Visit<'a> for Calls<'a> {
    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        let of = item.trait_.as_ref().and_then(|(_, path, _)| path.segments.last());
        self.within.push(of.map(|segment| segment.ident.to_string()).unwrap_or_default());
        if self.within.last().is_some_and(|name| name == "Block") {
            self.block(item);
        }
        syn::visit::visit_item_impl(self, item);
        self.within.pop();
    }

    fn visit_local(&mut self, local: &'a syn::Local) {
        if let (syn::Pat::Ident(name), Some(init)) = (&local.pat, &local.init) {
            self.lets.insert(name.ident.to_string(), (*init.expr).clone());
        }
        syn::visit::visit_local(self, local);
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        let arguments: Vec<&syn::Expr> = call.args.iter().collect();
        match (call.method.to_string().as_str(), arguments.as_slice()) {
            ("page", [template, _, name, data]) | ("page_from", [_, template, _, name, data]) => {
                self.page(template, name, data);
            }
            ("insert" | "insert_value", [name, _]) if self.path == "src/outputs/cx.rs" => {
                self.contract.everywhere.extend(self.text(name));
            }
            ("page_with", [template, _, first, second]) => {
                for pair in [first, second] {
                    if let syn::Expr::Tuple(pair) = pair
                        && let (Some(name), Some(data)) = (pair.elems.first(), pair.elems.last())
                    {
                        self.page(template, name, data);
                    }
                }
            }
            ("value", [data]) if self.within.last().is_some_and(|name| name == "Detail") => {
                let kind = self.path.trim_start_matches("src/kinds/").split(['/', '.']).next();
                let kind = kind.unwrap_or_default().to_owned();
                let view = self.view_of(data);
                self.contract.details.insert(kind, view);
            }
            _ => {}
        }
        syn::visit::visit_expr_method_call(self, call);
    }
}

impl Calls<'_> {
    fn page(&mut self, template: &syn::Expr, name: &syn::Expr, data: &syn::Expr) {
        let Some(name) = self.text(name) else { return };
        let empty = matches!(unwrapped(data), syn::Expr::Tuple(tuple) if tuple.elems.is_empty());
        let view = if empty { Some(String::new()) } else { self.view_of(data) };
        let template = self.text(template);
        let about = doc_of(&self.file.attrs);
        match view {
            Some(view) => self.contract.pages.push(Given { template, name, view, about }),
            None => self.contract.faults.push(format!(
                "{}: which struct is `{name}`? Give the page `&view` after `let view = SomeView {{ … }}`",
                self.path
            )),
        }
    }

    fn block(&mut self, item: &syn::ItemImpl) {
        let mut found = Finder::default();
        found.visit_item_impl(item);
        let view = found.value.as_ref().and_then(|data| self.view_of(data));
        match (found.template, view) {
            (Some(template), Some(view)) => {
                let about = doc_of(&self.file.attrs);
                let name = "block".to_owned();
                self.contract.blocks.push(Given { template: Some(template), name, view, about });
            }
            _ => {
                self.contract.faults.push(format!("{}: a block whose template or view is unclear", self.path))
            }
        }
    }

    /// A text literal, or a constant of the file that is one.
    fn text(&self, expr: &syn::Expr) -> Option<String> {
        match unwrapped(expr) {
            syn::Expr::Lit(literal) => text_of(&literal.lit),
            syn::Expr::Path(path) => {
                let name = path.path.get_ident()?;
                self.file.items.iter().find_map(|item| match item {
                    syn::Item::Const(item) if item.ident == *name => self.text(&item.expr),
                    _ => None,
                })
            }
            _ => None,
        }
    }

    /// The struct an expression makes: `SomeView {…}`, `SomeView::new(…)`, a local name, or a function of the
    /// same file that gives one.
    fn view_of(&self, expr: &syn::Expr) -> Option<String> {
        let known =
            |name: &syn::Ident| Some(name.to_string()).filter(|name| self.contract.views.contains_key(name));
        match unwrapped(expr) {
            syn::Expr::Struct(made) => known(&made.path.segments.last()?.ident),
            syn::Expr::Path(path) => self.view_of(self.lets.get(&path.path.get_ident()?.to_string())?),
            syn::Expr::MethodCall(call) => self.given_by(&call.method),
            syn::Expr::Call(call) => match &*call.func {
                syn::Expr::Path(path) => {
                    let segments: Vec<_> = path.path.segments.iter().map(|segment| &segment.ident).collect();
                    segments.iter().find_map(|name| known(name)).or_else(|| self.given_by(segments.last()?))
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn given_by(&self, function: &syn::Ident) -> Option<String> {
        let mut finder = Finder { function: Some(function.to_string()), ..Finder::default() };
        finder.visit_file(self.file);
        finder.output.and_then(|output| type_of(&output, &BTreeMap::new()).view().map(str::to_owned))
    }
}

/// Finds single things below a syntax tree.
#[derive(Default)]
struct Finder {
    function: Option<String>,
    output: Option<syn::Type>,
    value: Option<syn::Expr>,
    template: Option<String>,
}

impl<'a> Visit<'a> for Finder {
    fn visit_signature(&mut self, signature: &'a syn::Signature) {
        if let syn::ReturnType::Type(_, output) = &signature.output
            && self.function.as_ref().is_some_and(|name| signature.ident == name)
        {
            self.output = Some((**output).clone());
        }
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        if call.method == "value" && call.args.len() == 1 {
            self.value = call.args.first().cloned();
        }
        syn::visit::visit_expr_method_call(self, call);
    }

    fn visit_impl_item_fn(&mut self, function: &'a syn::ImplItemFn) {
        if let (true, [syn::Stmt::Expr(syn::Expr::Lit(literal), _)]) =
            (function.sig.ident == "template", function.block.stmts.as_slice())
        {
            self.template = text_of(&literal.lit);
        }
        syn::visit::visit_impl_item_fn(self, function);
    }
}

/// Without `&`, `?`, brackets and `*`.
fn unwrapped(expr: &syn::Expr) -> &syn::Expr {
    match expr {
        syn::Expr::Reference(inner) => unwrapped(&inner.expr),
        syn::Expr::Try(inner) => unwrapped(&inner.expr),
        syn::Expr::Paren(inner) => unwrapped(&inner.expr),
        syn::Expr::Unary(inner) => unwrapped(&inner.expr),
        _ => expr,
    }
}

fn text_of(literal: &syn::Lit) -> Option<String> {
    match literal {
        syn::Lit::Str(text) => Some(text.value()),
        _ => None,
    }
}

/// Type aliases of the view modules, such as `Card` and `Menus`.
fn aliases(files: &[(String, syn::File)]) -> BTreeMap<String, syn::Type> {
    let items =
        files.iter().filter(|(path, _)| path.starts_with("src/view/")).flat_map(|(_, file)| &file.items);
    items
        .filter_map(|item| match item {
            syn::Item::Type(item) => Some((item.ident.to_string(), (*item.ty).clone())),
            _ => None,
        })
        .collect()
}

fn is_serialised(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().filter(|attribute| attribute.path().is_ident("derive")).any(|attribute| {
        let mut found = false;
        let _ = attribute.parse_nested_meta(|meta| {
            found |= meta.path.segments.last().is_some_and(|segment| segment.ident == "Serialize");
            Ok(())
        });
        found
    })
}

fn has_serde(attributes: &[syn::Attribute], word: &str) -> bool {
    attributes.iter().filter(|attribute| attribute.path().is_ident("serde")).any(|attribute| {
        let mut found = false;
        let _ = attribute.parse_nested_meta(|meta| {
            found |= meta.path.is_ident(word);
            Ok(())
        });
        found
    })
}

/// The first paragraph of a doc comment, on one line.
fn doc_of(attributes: &[syn::Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        syn::Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
            syn::Expr::Lit(literal) => text_of(&literal.lit),
            _ => None,
        },
        _ => None,
    });
    let lines: Vec<String> =
        lines.map(|line| line.trim().to_owned()).take_while(|line| !line.is_empty()).collect();
    lines.join(" ")
}

//! [`LookView`]: what templates see of the site's own look. Colours and fonts are in its style sheet.

use serde::Serialize;

use crate::path::Url;
use crate::theme::Look;
use crate::theme::look::HeaderLook;

/// The style sheet of the site's look, below `assets/`.
pub const STYLE: &str = "look.css";
/// The icon that is made when there is none, below `assets/`.
pub const ICON: &str = "icon.svg";

/// The site's look, as `site.look`.
#[derive(Debug, Serialize)]
pub struct LookView {
    /// Address of its style sheet from the site's root; none where the site sets nothing.
    pub css: Option<String>,
    /// The icon of the browser's tab.
    pub icon: IconView,
    /// The logo beside the title.
    pub logo: Option<LogoView>,
    /// `image` or `pattern` where something adorns the header. The style sheet then sets `--header-image`, a photo
    /// veiled so that `--on-hero` can be read on it, or `--header-pattern`, on which no text may stand.
    pub header: Option<&'static str>,
}

/// The icon of the browser's tab.
#[derive(Debug, Serialize)]
pub struct IconView {
    /// Its address from the site's root.
    pub url: String,
    /// Its media type (RFC 6838); none where it cannot be told.
    pub media_type: Option<&'static str>,
}

/// The logo.
#[derive(Debug, Serialize)]
pub struct LogoView {
    /// Its address from the site's root.
    pub url: String,
    /// What it shows; empty for one that only adorns.
    pub alt: String,
}

impl LookView {
    /// The view of a look.
    pub fn new(look: &Look) -> Self {
        let icon = look.icon.as_deref().unwrap_or(ICON);
        Self {
            css: look.css.as_ref().map(|_| address(STYLE)),
            icon: IconView { url: address(icon), media_type: media_type(icon) },
            logo: look.logo.as_ref().map(|(path, alt)| LogoView { url: address(path), alt: alt.clone() }),
            header: look.header.as_ref().map(|header| match header {
                HeaderLook::Image(_) => "image",
                HeaderLook::Pattern(_) => "pattern",
            }),
        }
    }
}

/// The address of an asset from the site's root.
fn address(path: &str) -> String {
    Url::file(&format!("assets/{path}")).href()
}

/// Media types of pictures, by the ending of their name.
fn media_type(path: &str) -> Option<&'static str> {
    match path.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
        "svg" => Some("image/svg+xml"),
        "png" => Some("image/png"),
        "jpg" | "jpeg" => Some("image/jpeg"),
        "webp" => Some("image/webp"),
        "avif" => Some("image/avif"),
        "gif" => Some("image/gif"),
        "ico" => Some("image/x-icon"),
        _ => None,
    }
}

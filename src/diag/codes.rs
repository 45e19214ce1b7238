//! The register of codes: every way a site can be wrong, each with a stable number. K01 front matter, K02 times, K03 references and addresses, K04 body, K05 theme, K06 configuration,
//! K09 files and machine. A number is never given to something else.

/// A stable code. What it means at length is in the [`catalogue`](super::catalogue).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Code {
    /// `K` and four digits.
    pub id: &'static str,
    /// How bad what it stands for is.
    pub weight: Weight,
}

/// How bad diagnostics of a code are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weight {
    /// Always errors.
    Error,
    /// Always warnings.
    Warning,
    /// Some are errors, some warnings.
    Either,
}

macro_rules! codes {
    ($($name:ident = $id:literal $weight:ident: $summary:literal;)*) => {
        $(#[doc = $summary] pub const $name: Code = Code { id: $id, weight: Weight::$weight };)*
        /// Every code, in order.
        pub const ALL: &[Code] = &[$($name),*];
    };
}

/// The code with this id, such as `K0103`.
pub fn by_id(id: &str) -> Option<Code> {
    ALL.iter().copied().find(|code| code.id == id)
}

codes! {
    FRONT_MATTER_MISSING = "K0101" Error: "a file has no front matter between two lines of ---";
    FRONT_MATTER_UNCLOSED = "K0102" Error: "the front matter has no closing line of ---";
    YAML_SYNTAX = "K0103" Error: "the front matter cannot be read as YAML";
    NOT_A_MAPPING = "K0104" Error: "a list of `key: value` lines was expected";
    DUPLICATE_KEY = "K0105" Error: "the same key stands twice";
    UNKNOWN_KEY = "K0106" Error: "a key that this kind of entry does not have";
    UNKNOWN_VALUE = "K0107" Error: "a value that is not one of those allowed";
    WRONG_TYPE = "K0108" Error: "a value of the wrong type";
    MISSING_KEY = "K0109" Error: "a required key is missing";
    UNKNOWN_KIND = "K0110" Error: "the kind of an entry cannot be told";
    YAML_LIMIT = "K0111" Error: "YAML nested too deep, or grown too large by aliases";
    LOST_COMMENT = "K0112" Error: "text after # is taken for a comment";
    KEY_MISUSED = "K0113" Error: "a key that means something else than its writer thought";
    IMAGE_WITHOUT_ALT = "K0114" Error: "an image without a text alternative";
    SILENCE_UNUSED = "K0115" Warning: "a silence that silences nothing";
    SILENCE_FORBIDDEN = "K0116" Error: "an error that was to be silenced";
    CAPTIONS_MISSING = "K0117" Warning: "a recording without captions";
    SEVERAL_IN_ONE = "K0120" Warning: "several things in one value";
    BAD_WHEN = "K0201" Error: "a time that cannot be read";
    END_BEFORE_START = "K0202" Error: "an end before its start";
    OUTSIDE_FORUM = "K0203" Error: "an event on a day its forum does not have";
    OUTSIDE_PROGRAMME = "K0204" Warning: "a stage outside the time of its programme";
    DANGLING_REFERENCE = "K0301" Error: "a reference to an entry that does not exist";
    WRONG_KIND_REFERENCE = "K0302" Error: "a reference to an entry of the wrong kind";
    DUPLICATE_ID = "K0303" Error: "two entries with one id";
    URL_CLASH = "K0304" Error: "two pages want one address";
    WITHHELD_REFERENCE = "K0305" Warning: "a reference to an entry that is not published";
    PARENT_CYCLE = "K0306" Error: "a programme that is its own parent, or lies too deep in others";
    AMBIGUOUS_REFERENCE = "K0307" Error: "a reference that fits several entries";
    NO_SLUG = "K0308" Error: "a name that gives no address";
    NAMES_ALIKE = "K0309" Warning: "two names that differ by a letter";
    DANGLING_LINK = "K0401" Either: "a link in the text to something that does not exist";
    MISSING_FILE = "K0402" Error: "a file that is named but not there";
    OUTSIDE_SITE = "K0403" Error: "a file outside the site";
    BLOCK_INVALID = "K0404" Error: "a body block with a fault in it";
    NESTED_TOO_DEEP = "K0406" Error: "quotations or lists nested too deep";
    MISSING_ANCHOR = "K0407" Error: "a link to a heading that does not exist";
    RAW_HTML = "K0408" Warning: "HTML in the text, some of which is not used";
    BLOCK_UNKNOWN = "K0409" Warning: "a body block whose name is misspelt";
    LINK_WITH_SPACE = "K0410" Warning: "an address with a space in it, which is not taken for a link";
    BROKEN_LINK = "K0411" Warning: "a link of a finished page that leads to nothing";
    BROKEN_ANCHOR = "K0412" Warning: "a link to a place of a page that is not there";
    SAME_TITLE = "K0413" Warning: "two entries that readers cannot tell apart";
    PHOTO_UNUSED = "K0414" Warning: "a photo that is published and shown nowhere";
    FILE_UNLINKED = "K0415" Warning: "a file that is published and that nothing leads to";
    FILE_UNUSED = "K0416" Warning: "a file that is not published, for nothing uses it";
    PAGE_ORPHAN = "K0417" Warning: "a page that nothing leads to";
    HOST_BROKEN = "K0418" Warning: "a link to another site that leads to nothing";
    HOST_SILENT = "K0419" Warning: "a link to another site that does not answer as it should";
    HOST_MOVED = "K0420" Warning: "a link to another site whose page has moved for good";
    HTML_DENIED = "K0430" Error: "HTML in the text of a site that takes none";
    HEADING_LEVEL = "K0431" Warning: "a heading on a level that does not fit those above it";
    LINK_WITHOUT_TEXT = "K0432" Warning: "a link without words";
    LINK_TEXT_IDLE = "K0433" Warning: "words of a link that do not say where it leads";
    LINK_UNCLOSED = "K0434" Warning: "brackets of a link that are never closed";
    BLOCK_UNCLOSED = "K0435" Warning: "a fenced block that is never closed";
    HARD_SPACE = "K0436" Warning: "a hard space, or none, where a list or heading wants a plain one";
    TIMELINE_EMPTY = "K0437" Warning: "a timeline of something the site does not have";
    PHOTO_UNFIT = "K0438" Error: "a picture that cannot be shown";
    PICTURE_ELSEWHERE = "K0439" Warning: "a picture that lies on another host";
    PICTURE_MISLABELLED = "K0440" Warning: "a picture by the name of another format";
    PICTURE_TELLS_WHERE = "K0441" Warning: "a photo for download that tells where it was taken";
    GALLERY_EMPTY = "K0450" Error: "a gallery without pictures";
    GALLERY_TWICE = "K0451" Error: "a picture that stands twice in a gallery";
    PICTURE_NOT_SHOWN = "K0452" Warning: "a file of a gallery that browsers do not show as a picture";
    CAPTION_OF_NOTHING = "K0453" Warning: "words for a picture that is not there";
    RECORDING_UNPLAYABLE = "K0455" Warning: "a recording that cannot be played on the page";
    CAPTIONS_UNFIT = "K0456" Error: "captions that no browser shows";
    RECORDING_TWICE = "K0457" Error: "a recording that is said to lie in two places";
    FILE_TOO_HEAVY = "K0458" Warning: "a file too large for many hosts";
    FILE_UNFIT = "K0459" Warning: "a file that is empty, or not what its name says";
    FIGURES_UNITS = "K0460" Error: "a chart of figures in several units";
    FIGURES_TOO_FEW = "K0461" Error: "a chart that lacks the figures to be drawn";
    FIGURE_UNDATED = "K0462" Warning: "a figure without a time, which a line cannot show";
    FIGURES_TOO_MANY = "K0463" Error: "a chart with more lines than can be told apart";
    TEMPLATE_SYNTAX = "K0501" Error: "a template that cannot be compiled";
    TEMPLATE_RENDER = "K0502" Error: "a template that failed while a page was made";
    TEXT_MISSING = "K0503" Error: "a text of the theme is missing";
    THEME_UNKNOWN = "K0504" Error: "the theme does not exist";
    TEXT_UNUSED = "K0505" Warning: "a text of the site that nothing asks for";
    CONFIG_MISSING = "K0601" Error: "the folder has no kronika.yaml";
    CONFIG_INVALID = "K0602" Error: "a setting that cannot be used";
    NO_CONTENT = "K0603" Error: "the site has no content folder";
    COLOUR_CONTRAST = "K0604" Warning: "a colour that is hard to read";
    HOST_UNSUITED = "K0605" Warning: "something that the host of the site cannot do";
    ENCODING = "K0901" Error: "a file that is not UTF-8";
    FILE_TOO_LARGE = "K0902" Error: "a text file too large to read";
    UNREADABLE = "K0903" Error: "a file or folder that cannot be read";
    UNWRITABLE = "K0904" Error: "a file or folder that cannot be written";
    OUTPUT_MISPLACED = "K0905" Error: "an output folder in a place where it would do harm";
    CONTROL_CHARACTER = "K0906" Error: "a control character in a text";
    ENTRY_OVERLOOKED = "K0907" Warning: "a file that looks like an entry and is not read as one";
}

/// Those that only `kronika check` finds, in the finished site; a build says nothing of silences of them.
pub const OF_CHECK: &[Code] =
    &[BROKEN_LINK, BROKEN_ANCHOR, SAME_TITLE, PHOTO_UNUSED, FILE_UNLINKED, FILE_UNUSED, PAGE_ORPHAN];

/// Those that only `kronika check --external` finds, on other hosts; they come and go, so nothing is said of silences of them.
pub const OF_HOSTS: &[Code] = &[HOST_BROKEN, HOST_SILENT, HOST_MOVED];

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn codes_are_unique_and_in_order() {
        assert!(ALL.windows(2).all(|pair| pair[0].id < pair[1].id));
        assert!(ALL.iter().all(|code| code.id.len() == 5 && code.id.starts_with('K')));
    }
}

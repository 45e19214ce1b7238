//! Documents written here, plain and packed, whole and broken.

use std::io::Cursor;

use super::*;

fn count(bytes: &[u8]) -> Option<u32> {
    pages(&mut Cursor::new(bytes))
}

/// Objects one after another with the place of each; the first is number 1.
fn bodies(objects: &[&str]) -> (Vec<u8>, Vec<usize>) {
    let mut bytes = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", at + 1).as_bytes());
    }
    (bytes, places)
}

/// With a table and this trailer.
fn plain(objects: &[&str], trailer: &str) -> Vec<u8> {
    let (mut bytes, places) = bodies(objects);
    let at = bytes.len();
    bytes.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).as_bytes());
    for place in places {
        bytes.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
    }
    bytes.extend_from_slice(format!("trailer\n<<{trailer}>>\nstartxref\n{at}\n%%EOF\n").as_bytes());
    bytes
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(bytes, 6)
}

/// As most programs write it: catalogue and tree in a stream of objects, cross-references in a stream with rows of
/// differences.
fn packed_file(count: &str, filter: &str) -> Vec<u8> {
    let (catalogue, tree) =
        ("<< /Type /Catalog /Pages 3 0 R >>", format!("<< /Type /Pages /Kids [] /Count {count} >>"));
    let pairs = format!("2 0 3 {} ", catalogue.len() + 1);
    let inner = zlib(format!("{pairs}{catalogue} {tree}").as_bytes());
    let mut bytes = b"%PDF-1.5\n".to_vec();
    let of_objects = bytes.len();
    bytes.extend_from_slice(
        format!(
            "1 0 obj\n<< /Type /ObjStm /N 2 /First {} /Filter {filter} /Length {} >>\nstream\r\n",
            pairs.len(),
            inner.len()
        )
        .as_bytes(),
    );
    bytes.extend_from_slice(&inner);
    bytes.extend_from_slice(b"\nendstream\nendobj\n");
    let at = bytes.len();
    let rows: [[u8; 4]; 5] = [
        [0, 0, 0, 0],
        [1, (of_objects >> 8) as u8, of_objects as u8, 0],
        [2, 0, 1, 0],
        [2, 0, 1, 1],
        [1, (at >> 8) as u8, at as u8, 0],
    ];
    let mut differences = Vec::new();
    let mut above = [0u8; 4];
    for row in rows {
        differences.push(2);
        differences.extend(row.iter().zip(above).map(|(own, up)| own.wrapping_sub(up)));
        above = row;
    }
    let packed = zlib(&differences);
    bytes.extend_from_slice(
        format!(
            "4 0 obj\n<< /Type /XRef /Size 5 /W [1 2 1] /Root 2 0 R /Filter /FlateDecode /DecodeParms << /Columns 4 /Predictor 12 >> /Length {} >>\nstream\n",
            packed.len()
        )
        .as_bytes(),
    );
    bytes.extend_from_slice(&packed);
    bytes.extend_from_slice(format!("\nendstream\nendobj\nstartxref\n{at}\n%%EOF").as_bytes());
    bytes
}

const CATALOGUE: &str = "<< /Type /Catalog /Names (a \\) string) /ID <00ff> /Pages 2 0 R >>";

#[test]
fn pages_are_counted_by_the_root_of_their_tree() {
    let tree = "<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 12 % a remark\n>>";
    assert_eq!(count(&plain(&[CATALOGUE, tree], "/Size 3 /Root 1 0 R")), Some(12));
    let by_reference = [CATALOGUE, "<</Type/Pages/Count 3 0 R/Kids[]>>", "7"];
    assert_eq!(count(&plain(&by_reference, "/Size 4 /Root 1 0 R")), Some(7));
    assert_eq!(count(&packed_file("345", "/FlateDecode")), Some(345));
    assert_eq!(count(&packed_file("345", "[/FlateDecode]")), Some(345));
}

#[test]
fn what_was_added_last_counts() {
    let mut bytes = plain(&[CATALOGUE, "<< /Type /Pages /Count 1 >>"], "/Size 3 /Root 1 0 R");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let before = text.rsplit("startxref\n").next().unwrap().lines().next().unwrap().to_owned();
    let object = bytes.len();
    bytes.extend_from_slice(b"2 0 obj\n<< /Type /Pages /Count 2 >>\nendobj\n");
    let at = bytes.len();
    bytes.extend_from_slice(
        format!("xref\n2 1\n{object:010} 00000 n \ntrailer\n<< /Size 3 /Root 1 0 R /Prev {before} >>\nstartxref\n{at}\n%%EOF\n")
            .as_bytes(),
    );
    assert_eq!(count(&bytes), Some(2));
}

#[test]
fn what_is_encrypted_or_odd_has_no_count() {
    let tree = "<< /Type /Pages /Count 12 >>";
    assert_eq!(count(&plain(&[CATALOGUE, tree], "/Size 3 /Root 1 0 R /Encrypt 9 0 R")), None);
    assert_eq!(count(&plain(&[CATALOGUE, tree], "/Size 3 /Root 2 0 R")), None);
    assert_eq!(count(&plain(&[CATALOGUE, tree], "/Size 3 /Root 1 0 R /Prev 9999999")), None);
    for odd in ["0", "-3", "999999999", "9999999999999999999", "1.5", "(12)", "2 0 R"] {
        let tree = format!("<< /Type /Pages /Count {odd} >>");
        assert_eq!(count(&plain(&[CATALOGUE, &tree], "/Size 3 /Root 1 0 R")), None, "{odd}");
    }
    for bytes in [&b""[..], b"%PDF-1.4", b"startxref", b"startxref\n0", b"%PDF-1.4\nstartxref\n9\n%%EOF"] {
        assert_eq!(count(bytes), None);
    }
}

#[test]
fn no_byte_put_otherwise_brings_it_down() {
    let tree = "<< /Type /Pages /Count 12 >>";
    for whole in [plain(&[CATALOGUE, tree], "/Size 3 /Root 1 0 R"), packed_file("345", "/FlateDecode")] {
        for at in 0..whole.len() {
            for byte in [0, b'9', b'<', b'[', b'(', 0xff] {
                let mut bytes = whole.clone();
                bytes[at] = byte;
                let _ = count(&bytes);
            }
            let _ = count(&whole[at..]);
            let _ = count(&whole[..at]);
        }
    }
    let deep = "[".repeat(100_000);
    assert_eq!(count(&plain(&[CATALOGUE, &deep], "/Size 3 /Root 1 0 R")), None);
}

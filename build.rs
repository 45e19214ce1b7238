//! Rebuilds the program when what is embedded in it changes: the themes, the starter sites, the preview in the browser.

fn main() {
    println!("cargo::rerun-if-changed=themes");
    println!("cargo::rerun-if-changed=src/cli/starter");
    println!("cargo::rerun-if-changed=src/serve/client");
}

//! Rebuilds the program when what is embedded in it changes: the default theme, the starter sites.

fn main() {
    println!("cargo::rerun-if-changed=themes/default");
    println!("cargo::rerun-if-changed=src/cli/starter");
}

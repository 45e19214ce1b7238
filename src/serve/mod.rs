//! The preview as a server: [`bind`] finds an address to listen on, [`run`] shows a site there until Ctrl-C.
//!
//! A thread keeps the site up to date (`engine`) and publishes each state (`live`); requests are answered from the
//! newest on the calling thread (`http`, `files`), and browsers are told of it (`events`). Nothing is written to disk.

mod body;
mod engine;
mod events;
mod files;
mod guard;
mod http;
mod line;
mod live;
mod own;
mod patience;
mod range;
mod replies;
mod types;

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;

use crate::config::Options;
use crate::preview::Preview;
use crate::watch::{Method, Watch};
use crate::words::Language;
use engine::Engine;
pub use engine::News;
use guard::Names;
use http::Desk;
pub use line::Line;
use live::Press;
pub(crate) use live::address;

/// The port that is asked for first.
pub const PORT: u16 = 1111;

/// How many ports are tried.
const TRIES: u16 = 100;

/// An address that is listened on.
#[derive(Debug)]
pub struct Bound {
    listener: TcpListener,
    host: String,
    /// The address.
    pub address: SocketAddr,
}

/// Listens on a port of a host, or on the next that is free.
///
/// # Errors
/// When the host is none of this machine's addresses, or the port may not be used.
pub fn bind(host: &str, port: u16) -> io::Result<Bound> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let address = (bare, port)
        .to_socket_addrs()?
        .next()
        .ok_or_else(|| io::Error::new(io::ErrorKind::AddrNotAvailable, "the host has no address"))?;
    let mut tried = 0;
    loop {
        let place = SocketAddr::new(address.ip(), port.saturating_add(tried));
        match TcpListener::bind(place) {
            Ok(listener) => {
                let address = listener.local_addr()?;
                return Ok(Bound { listener, host: bare.to_owned(), address });
            }
            Err(error)
                if error.kind() == io::ErrorKind::AddrInUse && tried < TRIES && place.port() < u16::MAX =>
            {
                tried += 1;
            }
            Err(error) => return Err(error),
        }
    }
}

impl Bound {
    /// True when others in the network can see the preview.
    pub fn is_public(&self) -> bool {
        !self.address.ip().is_loopback()
    }

    /// The address for a browser on this machine, without a path: `http://127.0.0.1:1111`.
    pub fn url(&self) -> String {
        let ip = match self.address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::from([127, 0, 0, 1]),
            IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::from([0, 0, 0, 0, 0, 0, 0, 1]),
            ip => ip,
        };
        format!("http://{}", SocketAddr::new(ip, self.address.port()))
    }
}

/// Shows the site until Ctrl-C; browsers are told of faults in `language`. `listener` is told of every state that browsers get to see.
///
/// # Errors
/// When the machine gives no threads or sockets.
pub fn run(
    bound: Bound,
    options: Options,
    method: Method,
    language: Language,
    listener: impl FnMut(News<'_>) + Send + 'static,
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let root = std::path::absolute(&options.root)?;
    let press = Press::new(language);
    let desk = Desk { root, names: Names::new(&bound.host), live: press.reader() };
    // Watching begins first, so that what changes while the site is read for the first time is not missed.
    let watch = Watch::start(&options.root, method);
    let engine = Engine { preview: Preview::new(options), watch, press, listener: Box::new(listener) };
    std::thread::Builder::new().name("preview".to_owned()).spawn(move || engine.run())?;
    bound.listener.set_nonblocking(true)?;
    let mut states = desk.live.clone();
    let stopped = async move { while states.changed().await.is_ok() {} };
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(bound.listener)?;
        tokio::select! {
            () = http::serve(listener, Arc::new(desk)) => Ok(()),
            // An old state must not pass for the newest: where nothing keeps it up to date, the preview ends.
            () = stopped => Err(io::Error::other("it failed while it made the site")),
            stop = tokio::signal::ctrl_c() => stop,
        }
    })?;
    // Whoever is still being answered is not waited for.
    runtime.shutdown_background();
    Ok(())
}

//! A client for HTTP/1.1 on the loopback, one connection per call, so that a call can also be broken off.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use motcua::json::{Policy, Value, parse};

pub struct Response {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Response {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        parse(&self.body, &Policy::RFC8259)
            .unwrap_or_else(|_| panic!("no JSON: {} {}", self.status, self.text()))
    }

    /// The body of a call that must have gone well.
    pub fn ok(&self) -> Value {
        assert!((200..300).contains(&self.status), "{} {}", self.status, self.text());
        if self.body.is_empty() { Value::Null } else { self.json() }
    }
}

#[derive(Clone, Debug)]
pub struct Client {
    pub address: String,
    pub cookie: Option<String>,
}

impl Client {
    pub fn new(url: &str) -> Self {
        Self { address: url.trim_start_matches("http://").to_owned(), cookie: None }
    }

    fn open(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> std::io::Result<TcpStream> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncontent-length: {}\r\n",
            self.address,
            body.len()
        );
        if let Some(cookie) = &self.cookie {
            head.push_str(&format!("cookie: {cookie}\r\n"));
        }
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        stream.write_all(head.as_bytes())?;
        stream.write_all(body)?;
        Ok(stream)
    }

    /// A call exactly as given.
    pub fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> std::io::Result<Response> {
        let mut stream = self.open(method, path, headers, body)?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        read(&bytes).ok_or_else(|| std::io::Error::other("no answer"))
    }

    /// A call whose answer nobody hears: the request is sent, then the line goes dead.
    pub fn send_and_hang_up(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) {
        let stream = self.open(method, path, headers, body).unwrap();
        stream.shutdown(std::net::Shutdown::Both).ok();
    }

    pub fn get(&self, path: &str) -> Response {
        self.send("GET", path, &[], &[]).unwrap()
    }

    pub fn post(&self, path: &str, body: &Value) -> Response {
        self.post_with(path, &[], body)
    }

    pub fn post_with(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Response {
        let mut all = vec![("x-motcua", "1"), ("content-type", "application/json")];
        all.extend_from_slice(headers);
        self.send("POST", path, &all, &motcua::json::canonicalize(body)).unwrap()
    }

    pub fn put(&self, path: &str, body: &[u8]) -> Response {
        self.send("PUT", path, &[("x-motcua", "1")], body).unwrap()
    }

    /// Signs in and keeps the cookie.
    pub fn sign_in(&mut self, account: &str) -> Value {
        let response = self.post("/api/sign-in", &super::json(&format!(r#"{{"account":"{account}"}}"#)));
        let session = response.ok();
        let cookie = response.header("set-cookie").expect("a cookie");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
        self.cookie = cookie.split(';').next().map(str::to_owned);
        session
    }
}

fn read(bytes: &[u8]) -> Option<Response> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let body = bytes[end + 4..].to_vec();
    let length =
        headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, value)| value.parse().ok());
    // A body that was cut off is no answer.
    (length.unwrap_or(body.len()) == body.len()).then_some(Response { status, headers, body })
}

//! VietQR: the text of a QR code for bank transfers, written and read.
//!
//! EMVCo merchant-presented mode: fields of a two-digit tag, a two-digit length and a value; tag 38 holds the service of
//! the national payment corporation (`A000000727`) with the bank's BIN and the account; tag 63 a CRC-16/CCITT-FALSE over
//! everything before its own value. Amounts are whole đồng (`704` of ISO 4217).

use crate::Check;

/// The service of the national payment corporation.
const SERVICE: &str = "A000000727";

/// A transfer that a QR code asks for.
#[derive(Clone, PartialEq, Eq)]
pub struct VietQr {
    /// BIN of the bank, six digits.
    pub bank: String,
    /// Account, or card number when [`VietQr::to_card`]: 1 to 19 letters and digits.
    pub account: String,
    /// Whether the account is a card number (`QRIBFTTC` in place of `QRIBFTTA`).
    pub to_card: bool,
    /// Amount in đồng, whole, 1 to 13 digits; `None` lets the payer choose.
    pub amount: Option<String>,
    /// Purpose of the transfer, such as a dossier code: up to 25 ASCII letters, digits, spaces and `-./`.
    pub purpose: Option<String>,
    /// Number of the bill, like the purpose.
    pub bill: Option<String>,
}

/// Says nothing of whose account it is.
impl core::fmt::Debug for VietQr {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("VietQr").finish_non_exhaustive()
    }
}

/// Why a transfer cannot be written, or a text is no VietQR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VietQrError {
    /// Not fields of tag, length and value, or a field twice.
    Form,
    /// The checksum does not fit: the code was misread or changed.
    Crc,
    /// Another service, or another country's code.
    Service,
    /// No bank, or its BIN is not six digits.
    Bank,
    /// No account, or a character or length that none has.
    Account,
    /// The amount is not a whole number of đồng, or another currency.
    Amount,
    /// The purpose or bill is too long or has a character that banks refuse.
    Purpose,
}

impl VietQrError {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Form => "vietQr/form",
            Self::Crc => "vietQr/crc",
            Self::Service => "vietQr/service",
            Self::Bank => "vietQr/bank",
            Self::Account => "vietQr/account",
            Self::Amount => "vietQr/amount",
            Self::Purpose => "vietQr/purpose",
        }
    }
}

impl core::fmt::Display for VietQrError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.code())
    }
}

impl core::error::Error for VietQrError {}

impl VietQr {
    /// The text to draw as a QR code. Letters of purpose and bill are written in upper case.
    ///
    /// # Errors
    /// `vietQr/bank`, `vietQr/account`, `vietQr/amount` or `vietQr/purpose` when a member is not as described.
    pub fn write(&self) -> Result<String, VietQrError> {
        self.sound()?;
        let bank = field("00", &self.bank) + &field("01", &self.account);
        let service = if self.to_card { "QRIBFTTC" } else { "QRIBFTTA" };
        let transfer = field("00", SERVICE) + &field("01", &bank) + &field("02", service);
        let mut out = field("00", "01");
        out += &field("01", if self.amount.is_some() { "12" } else { "11" });
        out += &field("38", &transfer);
        out += &field("53", "704");
        if let Some(amount) = &self.amount {
            out += &field("54", amount);
        }
        out += &field("58", "VN");
        let upper = |tag, value: &Option<String>| value.as_ref().map(|v| field(tag, &v.to_ascii_uppercase()));
        let additional =
            upper("01", &self.bill).unwrap_or_default() + &upper("08", &self.purpose).unwrap_or_default();
        if !additional.is_empty() {
            out += &field("62", &additional);
        }
        out += "6304";
        let crc = crc16(out.as_bytes());
        Ok(format!("{out}{crc:04X}"))
    }

    /// Reads the text of a QR code. Fields that this record has no place for (a merchant's name and city, a category) are
    /// passed over; purposes of any characters are returned as they stand.
    ///
    /// # Errors
    /// The first thing that is wrong, in the order of [`VietQrError`].
    pub fn read(text: &str) -> Result<Self, VietQrError> {
        let fields = fields(text)?;
        let body = text.len().checked_sub(4).and_then(|end| text.split_at_checked(end));
        let (body, crc) = body.ok_or(VietQrError::Form)?;
        // The checksum is the last field, and the only one that is not covered by itself.
        if fields.last().is_none_or(|(tag, value)| *tag != "63" || value.len() != 4) {
            return Err(VietQrError::Form);
        }
        if !format!("{:04X}", crc16(body.as_bytes())).eq_ignore_ascii_case(crc) {
            return Err(VietQrError::Crc);
        }
        let get = |tag| value(&fields, tag);
        if get("00") != Some("01") || !matches!(get("58"), None | Some("VN")) {
            return Err(VietQrError::Service);
        }
        let transfer = self::fields(get("38").ok_or(VietQrError::Service)?)?;
        let to_card = match (value(&transfer, "00"), value(&transfer, "02")) {
            (Some(SERVICE), Some("QRIBFTTA")) => false,
            (Some(SERVICE), Some("QRIBFTTC")) => true,
            _ => return Err(VietQrError::Service),
        };
        let bank = self::fields(value(&transfer, "01").ok_or(VietQrError::Bank)?)?;
        if get("53") != Some("704") {
            return Err(VietQrError::Amount);
        }
        let additional = get("62").map(self::fields).transpose()?.unwrap_or_default();
        let own = |fields: &[(&str, &str)], tag| value(fields, tag).map(str::to_owned);
        let found = Self {
            bank: own(&bank, "00").ok_or(VietQrError::Bank)?,
            account: own(&bank, "01").ok_or(VietQrError::Account)?,
            to_card,
            amount: get("54").map(str::to_owned),
            purpose: own(&additional, "08"),
            bill: own(&additional, "01"),
        };
        // Other banks' codes carry purposes that ours would not: only what moves the money is held to the rules.
        Self { purpose: None, bill: None, ..found.clone() }.sound()?;
        Ok(found)
    }

    fn sound(&self) -> Result<(), VietQrError> {
        if self.bank.len() != 6 || !super::all_digits(&self.bank) {
            return Err(VietQrError::Bank);
        }
        let alphanumeric = self.account.bytes().all(|b| b.is_ascii_alphanumeric());
        if !(1..=19).contains(&self.account.len()) || !alphanumeric {
            return Err(VietQrError::Account);
        }
        let whole = |amount: &String| {
            (1..=13).contains(&amount.len()) && super::all_digits(amount) && !amount.starts_with('0')
        };
        if !self.amount.as_ref().is_none_or(whole) {
            return Err(VietQrError::Amount);
        }
        let safe = |text: &String| {
            (1..=25).contains(&text.len())
                && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b' ' | b'-' | b'.' | b'/'))
        };
        if ![&self.purpose, &self.bill].into_iter().flatten().all(safe) {
            return Err(VietQrError::Purpose);
        }
        Ok(())
    }
}

pub(super) fn check(text: &str) -> Check {
    let text = text.trim();
    match VietQr::read(text) {
        Ok(qr) => {
            let mut check = Check::valid(text.to_owned())
                .with("bank", qr.bank)
                .with("account", qr.account)
                .with("to", if qr.to_card { "card" } else { "account" });
            let rest = [("amount", qr.amount), ("purpose", qr.purpose), ("bill", qr.bill)];
            for (name, value) in rest {
                if let Some(value) = value {
                    check = check.with(name, value);
                }
            }
            check
        }
        Err(error) => Check::invalid(error.code()),
    }
}

/// A field. Values here are ASCII and shorter than 100.
fn field(tag: &str, value: &str) -> String {
    format!("{tag}{:02}{value}", value.len())
}

/// Splits into tag and value. Lengths count characters, which differ from bytes in names of shops.
fn fields(text: &str) -> Result<Vec<(&str, &str)>, VietQrError> {
    let mut found: Vec<(&str, &str)> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (tag, after) = rest.split_at_checked(2).ok_or(VietQrError::Form)?;
        let (length, after) = after.split_at_checked(2).ok_or(VietQrError::Form)?;
        let length = crate::date::fixed(length, 2).ok_or(VietQrError::Form)? as usize;
        let known = found.iter().any(|(seen, _)| *seen == tag);
        if crate::date::fixed(tag, 2).is_none() || known {
            return Err(VietQrError::Form);
        }
        let end = match after.char_indices().nth(length) {
            Some((end, _)) => end,
            None if after.chars().count() == length => after.len(),
            None => return Err(VietQrError::Form),
        };
        let (value, next) = after.split_at_checked(end).ok_or(VietQrError::Form)?;
        found.push((tag, value));
        rest = next;
    }
    Ok(found)
}

fn value<'a>(fields: &[(&str, &'a str)], tag: &str) -> Option<&'a str> {
    fields.iter().find(|(known, _)| *known == tag).map(|(_, value)| *value)
}

/// CRC-16/CCITT-FALSE: polynomial 1021, start FFFF, nothing reflected or inverted.
fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xFFFF, |crc, byte| {
        (0..8).fold(crc ^ (u16::from(*byte) << 8), |crc, _| {
            if crc & 0x8000 == 0 { crc << 1 } else { (crc << 1) ^ 0x1021 }
        })
    })
}

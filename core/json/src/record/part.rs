//! The parts that records are made of.

use super::{Part, Reader, Writer};
use crate::Value;

impl Part for String {
    #[inline(never)]
    fn read(reader: &mut Reader<'_>) -> Self {
        reader.text()
    }

    #[inline(never)]
    fn write(&self, writer: &mut Writer) {
        writer.put(self.into());
    }
}

impl Part for bool {
    #[inline(never)]
    fn read(reader: &mut Reader<'_>) -> Self {
        reader.truth()
    }

    fn write(&self, writer: &mut Writer) {
        writer.put((*self).into());
    }
}

macro_rules! integers {
    ($($type:ty),*) => {
        $(impl Part for $type {
            fn read(reader: &mut Reader<'_>) -> Self {
                // The range makes the conversion exact.
                Self::try_from(reader.integer(Self::MIN.into(), Self::MAX.into())).unwrap_or_default()
            }

            fn write(&self, writer: &mut Writer) {
                writer.integer((*self).into());
            }
        })*
    };
}

integers!(u8, u32, i64);

impl Part for Value {
    #[inline(never)]
    fn read(reader: &mut Reader<'_>) -> Self {
        reader.any()
    }

    #[inline(never)]
    fn write(&self, writer: &mut Writer) {
        writer.any(self);
    }
}

/// Null and absent are nothing.
impl<T: Part> Part for Option<T> {
    fn read(reader: &mut Reader<'_>) -> Self {
        reader.has_content().then(|| T::read(reader))
    }

    fn write(&self, writer: &mut Writer) {
        match self {
            Some(part) => part.write(writer),
            None => writer.nothing(),
        }
    }
}

impl<T: Part> Part for Vec<T> {
    fn read(reader: &mut Reader<'_>) -> Self {
        let mut parts = Self::new();
        reader.open_items();
        while reader.more() {
            parts.push(T::read(reader));
        }
        reader.close();
        parts
    }

    fn write(&self, writer: &mut Writer) {
        writer.open_items();
        for part in self {
            part.write(writer);
        }
        writer.close();
    }
}

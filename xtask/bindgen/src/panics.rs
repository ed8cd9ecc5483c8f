//! Leaves out of a module what only the message of a panic needs.
//!
//! A panic ends a module of WebAssembly with a trap: there is nowhere to print to, and the package says
//! `runtime/panic`. But its message is put together all the same, from texts, formatting code and places in source
//! files. Here whatever begins that work traps at once; what it called is then unused, and `wasm-opt` leaves it out.

use std::collections::BTreeSet;

use walrus::ir::Value;
use walrus::{ConstExpr, DataId, DataKind, FunctionKind, Module};

/// Parts of the names, as they stand in the module, of functions of the standard library that never return.
const FATAL: [&str; 13] = [
    "4core9panicking",
    "11begin_panic",
    "17rust_begin_unwind",
    "13unwrap_failed",
    "13expect_failed",
    "16slice_index_fail",
    "16slice_error_fail",
    "19slice_error_fail_rt",
    "17len_mismatch_fail",
    "22panic_already_borrowed",
    "30panic_already_mutably_borrowed",
    "17capacity_overflow",
    "18handle_alloc_error",
];

/// What was left out.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Left {
    /// Functions that trap at once now.
    pub(crate) functions: usize,
    /// Places in source files, in bytes of data cleared.
    pub(crate) places: usize,
}

/// Makes every panic of `module` a trap without a message.
pub(crate) fn silence(module: &mut Module) -> Left {
    Left { functions: trap_at_once(module), places: clear_places(module) }
}

fn trap_at_once(module: &mut Module) -> usize {
    let mut count = 0;
    for function in module.funcs.iter_mut() {
        let fatal = function.name.as_ref().is_some_and(|name| FATAL.iter().any(|part| name.contains(part)));
        if let (true, FunctionKind::Local(local)) = (fatal, &mut function.kind) {
            let mut body = local.builder_mut().func_body();
            body.instrs_mut().clear();
            body.unreachable();
            count += 1;
        }
    }
    count
}

/// Clears every `core::panic::Location`: the address and length of a file's name, line and column. Nothing else is
/// four words of which the first two span, exactly, a name that ends in `.rs`.
fn clear_places(module: &mut Module) -> usize {
    let memory = Memory::of(module);
    let mut spans = BTreeSet::new();
    for part in &memory.parts {
        let first = part.start.next_multiple_of(4);
        for at in (first..part.start + part.bytes.len()).step_by(4) {
            let word = |index: usize| memory.word(at + index * 4);
            if let (Some(name), Some(length), Some(1..=99_999), Some(1..=999)) =
                (word(0), word(1), word(2), word(3))
                && memory.text(name, length).is_some_and(is_source_file)
            {
                spans.extend([(at, 16), (name, length)]);
            }
        }
    }
    let mut cleared = 0;
    for part in &memory.parts {
        let data = module.data.get_mut(part.id);
        for (start, length) in &spans {
            let within =
                start.checked_sub(part.start).and_then(|from| data.value.get_mut(from..from + length));
            if let Some(bytes) = within {
                cleared += length;
                bytes.fill(0);
            }
        }
    }
    cleared
}

fn is_source_file(name: &[u8]) -> bool {
    name.ends_with(b".rs") && name.iter().all(|byte| byte.is_ascii_graphic())
}

/// What a module's memory holds when it starts.
struct Memory {
    parts: Vec<Part>,
}

struct Part {
    id: DataId,
    start: usize,
    bytes: Vec<u8>,
}

impl Memory {
    fn of(module: &Module) -> Self {
        let part = |data: &walrus::Data| match data.kind {
            DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } => {
                Some(Part { id: data.id(), start: usize::try_from(start).ok()?, bytes: data.value.clone() })
            }
            _ => None,
        };
        Self { parts: module.data.iter().filter_map(part).collect() }
    }

    fn text(&self, at: usize, length: usize) -> Option<&[u8]> {
        self.parts.iter().find_map(|part| part.bytes.get(at.checked_sub(part.start)?..)?.get(..length))
    }

    fn word(&self, at: usize) -> Option<usize> {
        usize::try_from(u32::from_le_bytes(self.text(at, 4)?.try_into().ok()?)).ok()
    }
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionBuilder, ModuleConfig};

    use super::*;

    const START: usize = 1024;

    fn module() -> Module {
        Module::with_config(ModuleConfig::new())
    }

    fn add(module: &mut Module, name: &str) -> walrus::FunctionId {
        let mut builder = FunctionBuilder::new(&mut module.types, &[], &[]);
        builder.name(name.to_owned()).func_body().i32_const(1).drop();
        builder.finish(vec![], &mut module.funcs)
    }

    fn length(module: &Module, id: walrus::FunctionId) -> usize {
        let local = module.funcs.get(id).kind.unwrap_local();
        local.block(local.entry_block()).instrs.len()
    }

    #[test]
    fn what_panics_traps_at_once_and_nothing_else_changes() {
        let mut module = module();
        let fatal = add(&mut module, "_RNvNtCsgXGp5Oqx2Ny_4core9panicking9panic_fmt");
        let other = add(&mut module, "_ZN12motcua_forms5state3run17h0123456789abcdefE");
        assert_eq!(silence(&mut module), Left { functions: 1, places: 0 });
        assert_eq!((length(&module, fatal), length(&module, other)), (1, 2));
    }

    /// Names of files at the start of the memory, and after them words.
    fn data(module: &mut Module, names: &str, words: &[usize]) -> DataId {
        assert_eq!(names.len() % 4, 0);
        let memory = module.memories.add_local(false, false, 1, None, None);
        let mut value = names.as_bytes().to_vec();
        value.extend(words.iter().flat_map(|word| u32::try_from(*word).expect("a word").to_le_bytes()));
        let offset = ConstExpr::Value(Value::I32(i32::try_from(START).expect("a word")));
        module.data.add(DataKind::Active { memory, offset }, value)
    }

    #[test]
    fn places_are_cleared_with_the_names_of_their_files() {
        let mut module = module();
        let id = data(&mut module, "src/a.rsrest", &[START, 8, 31, 7, 77]);
        assert_eq!(silence(&mut module), Left { functions: 0, places: 24 });
        let value = &module.data.get(id).value;
        assert_eq!(value.get(..8), Some([0; 8].as_slice()));
        assert_eq!(value.get(8..12), Some(b"rest".as_slice()));
        assert_eq!(value.get(12..), Some([&[0; 16][..], &[77, 0, 0, 0]].concat().as_slice()));
    }

    #[test]
    fn words_that_only_resemble_a_place_stay() {
        for (names, words) in [
            // Another file, a span that ends elsewhere, no line, no column, beyond the memory.
            ("src/a.js", [START, 8, 31, 7]),
            ("src/a.rsrest", [START, 9, 31, 7]),
            ("src/a.rs", [START, 8, 0, 7]),
            ("src/a.rs", [START, 8, 31, 70_000]),
            ("src/a.rs", [START + 4, 800, 31, 7]),
        ] {
            let mut module = module();
            let id = data(&mut module, names, &words);
            let before = module.data.get(id).value.clone();
            assert_eq!(silence(&mut module), Left { functions: 0, places: 0 }, "{names}");
            assert_eq!(module.data.get(id).value, before);
        }
    }
}

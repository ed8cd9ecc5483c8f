//! Sixteen bytes at a time.

use wide::u8x16;

use super::Run;

/// What a block of sixteen bytes is made of, a bit for each byte.
struct Block(u8x16);

impl Block {
    #[inline(always)]
    const fn new(bytes: [u8; 16]) -> Self {
        Self(u8x16::new(bytes))
    }

    #[inline(always)]
    fn is(&self, byte: u8) -> u8x16 {
        self.0.simd_eq(u8x16::splat(byte))
    }

    #[inline(always)]
    fn at_most(&self, byte: u8) -> u8x16 {
        self.0.min(u8x16::splat(byte)).simd_eq(self.0)
    }

    /// Where a string ends, or needs attention.
    #[inline(always)]
    fn special(&self) -> u32 {
        (self.is(b'"') | self.is(b'\\') | self.at_most(0x1F)).to_bitmask()
    }

    /// Bytes that are not ASCII.
    #[inline(always)]
    fn wide(&self) -> u32 {
        self.0.to_bitmask()
    }
}

/// What the next block begins with, of a character that this one has begun.
#[derive(Clone, Copy, Default)]
struct Carry {
    /// Bytes that continue a character.
    continuing: u32,
    /// The second byte of three.
    second: u32,
    /// The third after `BA`, and after `BB`.
    after_ba: u32,
    after_bb: u32,
}

#[inline]
pub(super) fn text_run(bytes: &[u8]) -> Run {
    let mut run = Run { len: 0, ascii: true, plain: true, chars: 0 };
    let (blocks, tail) = bytes.as_chunks::<16>();
    let mut blocks = blocks.iter();
    // Mostly there is no other character than ASCII, and nothing to remember.
    for block in blocks.by_ref() {
        let block = Block::new(*block);
        let (special, wide) = (block.special(), block.wide());
        if special | wide != 0 {
            let before = special.trailing_zeros().min(16);
            // The bits below the first special byte.
            if wide & (special.wrapping_sub(1) & !special) & 0xFFFF == 0 {
                run.len += before as usize;
                run.chars = run.len;
                return run;
            }
            return from_wide(run, &block, blocks.as_slice(), tail);
        }
        run.len += 16;
    }
    let mut rest = tail.iter();
    let special = |b: &u8| *b < 0x20 || *b == b'"' || *b == b'\\';
    while let Some(byte) = rest.as_slice().first().filter(|b| !special(b)) {
        if *byte >= 0x80 {
            run.chars = run.len;
            return finish(run, Carry::default(), rest.as_slice());
        }
        rest.next();
        run.len += 1;
    }
    run.chars = run.len;
    run
}

/// Goes on from the first block that is not all ASCII.
#[inline(never)]
fn from_wide(mut run: Run, block: &Block, blocks: &[[u8; 16]], tail: &[u8]) -> Run {
    let mut carry = Carry::default();
    run.chars = run.len;
    if step(&mut run, &mut carry, block) {
        return run;
    }
    for block in blocks {
        if step(&mut run, &mut carry, &Block::new(*block)) {
            return run;
        }
    }
    finish(run, carry, tail)
}

/// The last few bytes, before the end of the text.
fn finish(mut run: Run, mut carry: Carry, tail: &[u8]) -> Run {
    // A zero is a special byte, so this ends the run.
    let mut block = [0; 16];
    for (to, from) in block.iter_mut().zip(tail) {
        *to = *from;
    }
    step(&mut run, &mut carry, &Block::new(block));
    run
}

/// Takes one block; whether the run ends in it.
///
/// The plain characters beyond ASCII are U+0080 to U+02FF, two bytes from `C2 80` to `CB BF`, and U+1EA0 to U+1EF9,
/// three bytes from `E1 BA A0` to `E1 BA BF` and from `E1 BB 80` to `E1 BB B9`.
#[inline(always)]
fn step(run: &mut Run, carry: &mut Carry, block: &Block) -> bool {
    let (special, wide) = (block.special(), block.wide());
    // The bytes up to the first special one: below it, and with it, which ends a character that was begun.
    let below = special.wrapping_sub(1) & !special & 0xFFFF;
    let with = (below << 1 | 1) & 0xFFFF;
    let wide = wide & below;
    if wide != 0 {
        run.ascii = false;
    }
    if wide != 0 || carry.continuing != 0 {
        let continuing = block.at_most(0xBF).to_bitmask() & wide;
        let two = (block.0 - u8x16::splat(0xC2)).min(u8x16::splat(9)).simd_eq(block.0 - u8x16::splat(0xC2));
        let two = two.to_bitmask() & wide;
        let three = block.is(0xE1).to_bitmask() & wide;
        let expected = (two | three) << 1 | three << 2 | carry.continuing;
        let second = three << 1 | carry.second;
        let (ba, bb) = (second & block.is(0xBA).to_bitmask(), second & block.is(0xBB).to_bitmask());
        let after_ba = ba << 1 | carry.after_ba;
        let after_bb = bb << 1 | carry.after_bb;
        let low = block.at_most(0x9F).to_bitmask();
        let high = !block.at_most(0xB9).to_bitmask();
        let wrong = (wide ^ (continuing | two | three))
            | (expected ^ continuing)
            | (second ^ (ba | bb))
            | (after_ba & low)
            | (after_bb & high);
        run.plain &= wrong & with == 0;
        *carry = Carry {
            continuing: expected >> 16,
            second: second >> 16,
            after_ba: after_ba >> 16,
            after_bb: after_bb >> 16,
        };
        run.chars = run.chars.wrapping_sub(continuing.count_ones() as usize);
    }
    let len = special.trailing_zeros().min(16) as usize;
    run.chars = run.chars.wrapping_add(len);
    run.len += len;
    special != 0
}

#[inline(always)]
pub(super) fn short_text(bytes: &[u8]) -> Option<usize> {
    let block = Block::new(*bytes.first_chunk::<16>()?);
    let special = block.special();
    let len = special.trailing_zeros();
    let ends = special != 0
        && block.is(b'"').to_bitmask() & special & special.wrapping_neg() != 0
        && block.wide() & special.wrapping_sub(1) & !special == 0;
    ends.then_some(len as usize)
}

#[inline]
pub(super) fn find_byte(bytes: &[u8], byte: u8) -> Option<usize> {
    let (blocks, tail) = bytes.as_chunks::<16>();
    for (index, block) in blocks.iter().enumerate() {
        let found = Block::new(*block).is(byte).to_bitmask();
        if found != 0 {
            return Some(index * 16 + found.trailing_zeros() as usize);
        }
    }
    let at = tail.iter().position(|other| *other == byte)?;
    Some(blocks.len() * 16 + at)
}

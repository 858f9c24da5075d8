;; Finds the end of a JSON value in bytes: all bytes of a large plan go through this loop, sixteen at a time where no backslash is
;; among them.
(module
  ;; 64 KiB pages: one chunk.
  (memory (export "memory") 16)

  ;; How many brackets are open; all bits set within a string; whether the next byte belongs to an escape sequence.
  (global $depth (mut i32) (i32.const 0))
  (global $string (mut i32) (i32.const 0))
  (global $escaped (mut i32) (i32.const 0))

  ;; Passes over a value that begins with a quote or a bracket, or over the rest of one of which earlier bytes were passed over.
  ;; Returns the place after it, -1 when it does not end before $end, and -2 when more than $room brackets are open.
  (func (export "skip") (param $at i32) (param $end i32) (param $room i32) (result i32)
    (local $block v128)
    (local $folded v128)
    (local $strings i32)
    (local $opening i32)
    (local $closing i32)
    (local $byte i32)
    (local $depth i32)
    (local $string i32)
    (local $escaped i32)
    (local.set $depth (global.get $depth))
    (local.set $string (global.get $string))
    (local.set $escaped (global.get $escaped))
    (loop $next
      (block $single
        (br_if $single (local.get $escaped))
        (br_if $single (i32.gt_u (i32.add (local.get $at) (i32.const 16)) (local.get $end)))
        (local.set $block (v128.load (local.get $at)))
        (br_if $single (v128.any_true (i8x16.eq (local.get $block) (i8x16.splat (i32.const 0x5c))))) ;; \
        ;; A bit for every quote, then for every byte from an opening quote to before its closing one.
        (local.set $strings (i8x16.bitmask (i8x16.eq (local.get $block) (i8x16.splat (i32.const 0x22)))))
        (local.set $strings (i32.xor (local.get $strings) (i32.shl (local.get $strings) (i32.const 1))))
        (local.set $strings (i32.xor (local.get $strings) (i32.shl (local.get $strings) (i32.const 2))))
        (local.set $strings (i32.xor (local.get $strings) (i32.shl (local.get $strings) (i32.const 4))))
        (local.set $strings (i32.xor (local.get $strings) (i32.shl (local.get $strings) (i32.const 8))))
        (local.set $strings (i32.xor (local.get $strings) (local.get $string)))
        ;; One bit makes brackets of arrays those of objects.
        (local.set $folded (v128.or (local.get $block) (i8x16.splat (i32.const 0x20))))
        (local.set $opening
          (i32.popcnt
            (i32.and
              (i8x16.bitmask (i8x16.eq (local.get $folded) (i8x16.splat (i32.const 0x7b)))) ;; {
              (i32.xor (local.get $strings) (i32.const -1)))))
        (local.set $closing
          (i32.popcnt
            (i32.and
              (i8x16.bitmask (i8x16.eq (local.get $folded) (i8x16.splat (i32.const 0x7d)))) ;; }
              (i32.xor (local.get $strings) (i32.const -1)))))
        ;; The value may end here, or open too many brackets.
        (br_if $single (i32.ge_u (local.get $closing) (local.get $depth)))
        (br_if $single (i32.gt_u (i32.add (local.get $depth) (local.get $opening)) (local.get $room)))
        (local.set $depth (i32.sub (i32.add (local.get $depth) (local.get $opening)) (local.get $closing)))
        (local.set $string
          (i32.sub (i32.const 0) (i32.and (i32.shr_u (local.get $strings) (i32.const 15)) (i32.const 1))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $next))
      (if (i32.ge_u (local.get $at) (local.get $end))
        (then
          (global.set $depth (local.get $depth))
          (global.set $string (local.get $string))
          (global.set $escaped (local.get $escaped))
          (return (i32.const -1))))
      (local.set $byte (i32.load8_u (local.get $at)))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (if (local.get $escaped)
        (then
          (local.set $escaped (i32.const 0))
          (br $next)))
      (if (i32.eq (local.get $byte) (i32.const 0x22)) ;; "
        (then (local.set $string (i32.xor (local.get $string) (i32.const -1))))
        (else
          (if (local.get $string)
            (then
              (local.set $escaped (i32.eq (local.get $byte) (i32.const 0x5c)))
              (br $next)))
          (local.set $byte (i32.or (local.get $byte) (i32.const 0x20)))
          (if (i32.eq (local.get $byte) (i32.const 0x7b))
            (then
              (local.set $depth (i32.add (local.get $depth) (i32.const 1)))
              (if (i32.gt_u (local.get $depth) (local.get $room))
                (then (return (i32.const -2)))))
            (else
              (br_if $next (i32.ne (local.get $byte) (i32.const 0x7d)))
              (local.set $depth (i32.sub (local.get $depth) (i32.const 1)))))))
      (br_if $next (i32.or (local.get $depth) (local.get $string)))
      (global.set $depth (i32.const 0))
      (global.set $string (i32.const 0))
      (global.set $escaped (i32.const 0))
      (return (local.get $at)))
    (unreachable)))

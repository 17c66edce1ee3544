/**
 * A stored number as the shortest exact decimal text: Excel stores 0.1 as 0.10000000000000001, and
 * both name the same double. Whole numbers and short decimals, nearly all there are, pass as they
 * stand, because up to 15 significant digits survive a double unchanged. Null when it is no number.
 */
export function decimalText(raw: string): string | null {
  if (isPlain(raw)) return raw;
  if (!/^\s*[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\s*$/.test(raw)) return null;
  const number = Number(raw);
  if (!Number.isFinite(number)) return null;
  const text = String(Object.is(number, -0) ? 0 : number);
  return text.includes('e') ? withoutExponent(text) : text;
}

/** Digits with at most one point, no zero to spare at either end, 15 digits at most. */
function isPlain(raw: string): boolean {
  const length = raw.length;
  let i = raw.charCodeAt(0) === 0x2d ? 1 : 0;
  if (length === i || length > 16) return false;
  const first = raw.charCodeAt(i);
  if (first === 0x30 && i === 1) return false; // -0 and -0.5 take the long way
  if (first === 0x30 && length > 1 && raw.charCodeAt(1) !== 0x2e) return false;
  if (first < 0x30 || first > 0x39) return false;
  let digits = 0;
  let point = false;
  let c = first;
  for (; i < length; i++) {
    c = raw.charCodeAt(i);
    if (c === 0x2e) {
      if (point) return false;
      point = true;
    } else if (c >= 0x30 && c <= 0x39) digits += 1;
    else return false;
  }
  return digits <= 15 && !(point && (c === 0x30 || c === 0x2e));
}

/** `1e+21` and `1.5e-7` in full; what runs past 40 places keeps its exponent. */
function withoutExponent(text: string): string {
  const [, sign = '', whole = '', part = '', power = '0'] =
    /^(-?)([0-9])(?:\.([0-9]+))?e([-+][0-9]+)$/.exec(text) ?? [];
  const shift = Number(power);
  if (Math.abs(shift) > 40) return text;
  const all = whole + part;
  if (shift < 0) return `${sign}0.${'0'.repeat(-shift - 1)}${all}`;
  return sign + all.padEnd(shift + 1, '0');
}

/* The accurate integer inverse DCT of Loeffler, Ligtenberg and Moschytz, with the constants and the rounding that the
 * reference implementation uses for 12 bit samples, so that grey values agree with other viewers to the last bit. */

const CONST_BITS = 13;
const PASS1_BITS = 1;

const F_0_298 = 2446;
const F_0_390 = 3196;
const F_0_541 = 4433;
const F_0_765 = 6270;
const F_0_899 = 7373;
const F_1_175 = 9633;
const F_1_501 = 12299;
const F_1_847 = 15137;
const F_1_961 = 16069;
const F_2_053 = 16819;
const F_2_562 = 20995;
const F_3_072 = 25172;

/** Transforms 64 dequantised coefficients, in rows, in place: samples around zero. */
export function inverseDct(block: Int32Array): void {
  for (let column = 0; column < 8; column++) pass(block, column, 8, CONST_BITS - PASS1_BITS, PASS1_BITS);
  for (let row = 0; row < 64; row += 8) pass(block, row, 1, CONST_BITS + PASS1_BITS + 3, -(PASS1_BITS + 3));
}

/** Eight values `step` apart. `even` scales a lone DC: to the left before the second pass, to the right after it. */
function pass(block: Int32Array, start: number, step: number, descale: number, even: number): void {
  const d0 = block[start] ?? 0;
  const d1 = block[start + step] ?? 0;
  const d2 = block[start + step * 2] ?? 0;
  const d3 = block[start + step * 3] ?? 0;
  const d4 = block[start + step * 4] ?? 0;
  const d5 = block[start + step * 5] ?? 0;
  const d6 = block[start + step * 6] ?? 0;
  const d7 = block[start + step * 7] ?? 0;
  if ((d1 | d2 | d3 | d4 | d5 | d6 | d7) === 0) {
    const flat = even > 0 ? d0 << even : (d0 + (1 << (-even - 1))) >> -even;
    for (let n = 0; n < 8; n++) block[start + step * n] = flat;
    return;
  }

  const z1 = (d2 + d6) * F_0_541;
  const even2 = z1 - d6 * F_1_847;
  const even3 = z1 + d2 * F_0_765;
  const sum = (d0 + d4) * (1 << CONST_BITS);
  const difference = (d0 - d4) * (1 << CONST_BITS);
  const e0 = sum + even3;
  const e3 = sum - even3;
  const e1 = difference + even2;
  const e2 = difference - even2;

  const z5 = (d7 + d3 + d5 + d1) * F_1_175;
  const s1 = -(d7 + d1) * F_0_899;
  const s2 = -(d5 + d3) * F_2_562;
  const s3 = -(d7 + d3) * F_1_961 + z5;
  const s4 = -(d5 + d1) * F_0_390 + z5;
  const o0 = d7 * F_0_298 + s1 + s3;
  const o1 = d5 * F_2_053 + s2 + s4;
  const o2 = d3 * F_3_072 + s2 + s3;
  const o3 = d1 * F_1_501 + s1 + s4;

  const half = 1 << (descale - 1);
  block[start] = (e0 + o3 + half) >> descale;
  block[start + step * 7] = (e0 - o3 + half) >> descale;
  block[start + step] = (e1 + o2 + half) >> descale;
  block[start + step * 6] = (e1 - o2 + half) >> descale;
  block[start + step * 2] = (e2 + o1 + half) >> descale;
  block[start + step * 5] = (e2 - o1 + half) >> descale;
  block[start + step * 3] = (e3 + o0 + half) >> descale;
  block[start + step * 4] = (e3 - o0 + half) >> descale;
}

// Random numbers that are the same on every machine: sfc32 over 32-bit integers, seeded by splitmix32.

/** One step of splitmix32: a well-mixed 32-bit hash of an integer. */
export function mix32(value) {
  let z = (value + 0x9e3779b9) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}

export class Prng {
  /** @param {...number} seed integers; each combination is its own stream */
  constructor(...seed) {
    let state = 0;
    const next = () => (state = mix32(state));
    for (const part of seed) state = mix32(state ^ (part >>> 0) ^ Math.imul((part / 0x100000000) | 0, 0x85ebca6b));
    this.a = next();
    this.b = next();
    this.c = next();
    this.d = 1;
    for (let i = 0; i < 12; i++) this.u32();
  }

  /** A uniform integer in [0, 2^32). */
  u32() {
    const t = (this.a + this.b + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + t | 0;
    return t >>> 0;
  }

  /** A uniform integer in [0, n), n at most 2^32. */
  below(n) {
    return Math.floor((this.u32() / 0x100000000) * n);
  }

  /** A uniform integer in [low, high]. */
  between(low, high) {
    return low + this.below(high - low + 1);
  }

  /** True with probability `permille` / 1000. */
  chance(permille) {
    return this.below(1000) < permille;
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  /** Log-uniform over [2^low, 2^high), high at most 30: as likely between 8 and 16 as between 1024 and 2048. */
  heavy(low, high) {
    const floor = 1 << this.between(low, high - 1);
    return floor + this.below(floor);
  }

  /** A key of a table of weights, drawn in proportion to them. */
  draw(table) {
    const at = this.below(table.total);
    let i = 0;
    while (at >= table.bounds[i]) i++;
    return table.keys[i];
  }
}

/** Prepares {key: weight} for `draw`. */
export function weight_table(weights) {
  const keys = Object.keys(weights);
  let total = 0;
  const bounds = keys.map((key) => (total += weights[key]));
  return { keys, bounds, total };
}

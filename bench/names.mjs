// Synthetic names of a realistic distribution: frequent ones are frequent. Weights are per mille, rounded from counted
// lists (family names: national shares; middle and given names: a university's member list, women's names added).

/** @type {readonly [string, number][]} */
export const FAMILY = weighted(
  `Nguyễn 330, Trần 100, Lê 88, Phạm 66, Hoàng 34, Huỳnh 24, Phan 40, Vũ 28, Võ 22, Đặng 21, Bùi 20, Đỗ 15, Hồ 13,
   Ngô 13, Dương 11, Lý 8, Đinh 8, Trịnh 7, Mai 7, Đào 6, Lò 22, Quàng 9, Vàng 8, Giàng 9, Thào 6, Sùng 5, Nông 6, Tòng 4`,
);

/** Middle names: most women have Thị, many men Văn. */
export const MIDDLE = weighted(
  `Văn 260, Thị 330, Minh 52, Ngọc 48, Thanh 42, Đức 30, Quang 26, Hữu 24, Xuân 22, Thu 22, Quốc 20, Đình 18, Hồng 18,
   Kim 16, Thành 14, Công 12, Trọng 10, Bích 10, Hoài 8, A 18`,
);

export const GIVEN = weighted(
  `Anh 40, Hùng 32, Hương 32, Lan 28, Hoa 28, Tuấn 28, Dũng 28, Minh 26, Hà 26, Thảo 26, Linh 26, Hải 24, Nga 22,
   Sơn 22, Bình 22, Hạnh 22, Thủy 22, Nam 20, Cường 20, Hiền 20, Mai 20, Long 18, Phương 18, Thắng 18, Yến 16, Loan 16,
   Tâm 16, Đạt 14, Trung 14, Hiếu 14, Oanh 12, Huệ 12, Tùng 12, Trang 18, Vinh 10, Phúc 12, Chung 8, Khánh 10, Quân 10,
   Ngân 10, Kiên 8, Chu 6, Páo 5, Sinh 6, Dung 12, Lâm 8, Mỹ 4, Nhung 12, Vân 12, Toàn 10`,
);

function weighted(text) {
  return text.split(/,\s*/).map((entry) => {
    const [name, weight] = entry.trim().split(' ');
    return [name, Number(weight)];
  });
}

/** A generator of numbers in [0, 1) that gives the same ones in every run (mulberry32). */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One of `names`, the frequent ones more often. */
export function pick(names, random) {
  let left = random() * names.reduce((sum, [, weight]) => sum + weight, 0);
  return (names.find(([, weight]) => (left -= weight) < 0) ?? names[0])[0];
}

/** As people type it: without accents. */
export function typed(name) {
  return name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/đ/gi, 'd')
    .toLowerCase();
}

/**
 * The fixed mix of searches: of `count`, a quarter has one syllable, the rest two or three, drawn as the names are
 * drawn, so that frequent syllables are searched often; a tenth is found by nobody.
 * @param {number} count
 * @returns {{ one: string[]; more: string[] }}
 */
export function searches(count) {
  const random = seeded(19_305);
  const [family, middle, given] = [() => pick(FAMILY, random), () => pick(MIDDLE, random), () => pick(GIVEN, random)];
  const one = [family, middle, given];
  const more = [
    () => `${family()} ${given()}`,
    () => `${middle()} ${given()}`,
    () => `${family()} ${middle()}`,
    () => `${family()} ${middle()} ${given()}`,
    () =>
      `${given()} ${pick(
        [
          ['Quý', 1],
          ['Ngoan', 1],
        ],
        random,
      )}`,
  ];
  const draw = (makers, times) => Array.from({ length: times }, (_, i) => typed(makers[i % makers.length]()));
  const singles = Math.round(count / 4);
  return { one: draw(one, singles), more: draw(more, count - singles) };
}

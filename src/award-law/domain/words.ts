import type { MeritKind } from '../../awards/domain/merit-kind.js';
import { message } from '../../core/messages.vi.js';

/** Codes as people say them, in the sentences of findings. */

const MERITS: Record<MeritKind, string> = {
  CONG_TRANG: message('law.meritCongTrang'),
  DOT_XUAT: message('law.meritDotXuat'),
  PHONG_TRAO: message('law.meritPhongTrao'),
  CONG_HIEN: message('law.meritCongHien'),
  NIEN_HAN: message('law.meritNienHan'),
  DOI_NGOAI: message('law.meritDoiNgoai'),
  UNKNOWN: message('law.meritUnknown'),
};

/** The papers that rules ask for, and those that answer a return or bear out a suspension; else people know the code alone. */
const PAPERS: Record<string, string> = {
  BAO_CAO_THANH_TICH: message('law.paperReport'),
  BIEN_BAN_HOP: message('law.paperMinutes'),
  CHUNG_NHAN_SANG_KIEN: message('law.paperInitiative'),
  BO_SUNG: message('law.paperSupplement'),
  TAM_DUNG: message('law.paperSuspension'),
};

const PROCEEDINGS: Record<string, string> = {
  DISCIPLINE: message('law.proceedingDiscipline'),
  VERIFICATION: message('law.proceedingVerification'),
};

const RATED: Record<string, string> = {
  HTXSNV: message('law.ratingHtxsnv'),
  HTTNV: message('law.ratingHttnv'),
  HTNV: message('law.ratingHtnv'),
  KHTNV: message('law.ratingKhtnv'),
};

/** Award types by their code; a code that data/law does not ship stays what it is. */
const AWARDS: Record<string, string> = {
  LDTT: message('law.awardLdtt'),
  CSTT: message('law.awardCstt'),
  CSTDCS: message('law.awardCstdcs'),
  CSTDT: message('law.awardCstdt'),
  CSTDTQ: message('law.awardCstdtq'),
  TTLDTT: message('law.awardTtldtt'),
  DVTT: message('law.awardDvtt'),
  TTLDXS: message('law.awardTtldxs'),
  DVQT: message('law.awardDvqt'),
  CO_TINH: message('law.awardCoTinh'),
  CO_CP: message('law.awardCoCp'),
  XA_TB: message('law.awardXaTb'),
  THON_VH: message('law.awardThonVh'),
  GDVH: message('law.awardGdvh'),
  GK_XA: message('law.awardGkXa'),
  GK_HUYEN: message('law.awardGkHuyen'),
  GK_SO: message('law.awardGkSo'),
  GK_DV: message('law.awardGkDv'),
  BK_TINH: message('law.awardBkTinh'),
  BK_TTG: message('law.awardBkTtg'),
  KNC: message('law.awardKnc'),
  HCLD3: message('law.awardHcld3'),
  HCLD2: message('law.awardHcld2'),
  HCLD1: message('law.awardHcld1'),
  HCDL3: message('law.awardHcdl3'),
  HCDL2: message('law.awardHcdl2'),
  HCDL1: message('law.awardHcdl1'),
  HCQC3: message('law.awardHcqc3'),
  HCQC2: message('law.awardHcqc2'),
  HCQC1: message('law.awardHcqc1'),
  HCHCM: message('law.awardHchcm'),
  HCSV: message('law.awardHcsv'),
  HCDDK: message('law.awardHcddk'),
  HCDC: message('law.awardHcdc'),
  AHLD: message('law.awardAhld'),
  BIEU_DUONG: message('law.awardBieuDuong'),
  CN_MO_HINH: message('law.awardCnMoHinh'),
  PB_BTV: message('law.awardPbBtv'),
  GK_DU: message('law.awardGkDu'),
  BK_BTGTW: message('law.awardBkBtgtw'),
};

const WORDS = new Map(Object.entries({ ...MERITS, ...PAPERS, ...RATED, ...AWARDS }));

export const meritWord = (merit: MeritKind): string => MERITS[merit];
export const paperWord = (kind: string): string => PAPERS[kind] ?? kind;

const alternatives = (words: readonly string[]): string =>
  words.reduce((first, second) => message('law.or', { first, second }));

/** One of these awards or titles, in short. */
export const awardWords = (codes: readonly string[]): string => alternatives(codes.map((code) => AWARDS[code] ?? code));
/** One of these ratings of a year. */
export const ratingWords = (codes: readonly string[]): string => alternatives(codes.map((code) => RATED[code] ?? code));

/** A year with its rating, as a fact. */
export const ratedYear = ({ year, rating }: { year: number; rating: string }): string =>
  `${year}: ${ratingWords([rating])}`;

/** A period of discipline or verification, as a fact; `to` null is open. */
export function proceedingFact({ kind, from, to }: { kind: string; from: string; to: string | null }): string {
  const what = PROCEEDINGS[kind] ?? kind;
  return to ? message('law.proceeding', { what, from, to }) : message('law.proceedingOpen', { what, from });
}

/** As such a period was kept as a fact before. */
const FORMER_PROCEEDING = /^([A-Z]+): (\d{4}-\d\d-\d\d) – (\d{4}-\d\d-\d\d|…)$/;

/** The same with words for the codes: facts that were kept when sentences still held codes are the same facts. */
export function inWords(fact: string): string {
  const [, kind, from, to] = FORMER_PROCEEDING.exec(fact) ?? [];
  if (kind && from && to) return proceedingFact({ kind, from, to: to === '…' ? null : to });
  return fact.replace(/\b[A-Z][A-Z0-9_]+\b/g, (code) => WORDS.get(code) ?? code);
}

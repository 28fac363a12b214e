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

/** The papers that rules ask for; of another kind people know the code alone. */
const PAPERS: Record<string, string> = {
  BAO_CAO_THANH_TICH: message('law.paperReport'),
  BIEN_BAN_HOP: message('law.paperMinutes'),
  CHUNG_NHAN_SANG_KIEN: message('law.paperInitiative'),
};

const PROCEEDINGS: Record<string, string> = {
  DISCIPLINE: message('law.proceedingDiscipline'),
  VERIFICATION: message('law.proceedingVerification'),
};

export const meritWord = (merit: MeritKind): string => MERITS[merit];
export const paperWord = (kind: string): string => PAPERS[kind] ?? kind;
export const proceedingWord = (kind: string): string => PROCEEDINGS[kind] ?? kind;

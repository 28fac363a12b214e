export const MERIT_KINDS = [
  'CONG_TRANG',
  'DOT_XUAT',
  'PHONG_TRAO',
  'CONG_HIEN',
  'NIEN_HAN',
  'DOI_NGOAI',
  'UNKNOWN',
] as const;
/** Loại hình khen thưởng: the ground of an award. UNKNOWN only on recorded ones. */
export type MeritKind = (typeof MERIT_KINDS)[number];

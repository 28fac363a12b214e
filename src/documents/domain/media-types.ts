/** A kind of file that is received: how its name ends, and what it is then. */
export interface MediaType {
  /** For people. */
  label: string;
  mediaType: string;
  family: 'pdf' | 'png' | 'jpeg' | 'ooxml' | 'odf';
  /** The content type of the main part (OOXML). */
  mainPart?: string;
}

const OOXML = 'application/vnd.openxmlformats-officedocument';
const ODF = 'application/vnd.oasis.opendocument';

const BY_EXTENSION: Readonly<Record<string, MediaType>> = {
  pdf: { label: 'PDF', mediaType: 'application/pdf', family: 'pdf' },
  png: { label: 'PNG', mediaType: 'image/png', family: 'png' },
  jpg: { label: 'JPEG', mediaType: 'image/jpeg', family: 'jpeg' },
  jpeg: { label: 'JPEG', mediaType: 'image/jpeg', family: 'jpeg' },
  docx: {
    label: 'DOCX',
    mediaType: `${OOXML}.wordprocessingml.document`,
    family: 'ooxml',
    mainPart: `${OOXML}.wordprocessingml.document.main+xml`,
  },
  xlsx: {
    label: 'XLSX',
    mediaType: `${OOXML}.spreadsheetml.sheet`,
    family: 'ooxml',
    mainPart: `${OOXML}.spreadsheetml.sheet.main+xml`,
  },
  odt: { label: 'ODT', mediaType: `${ODF}.text`, family: 'odf' },
  ods: { label: 'ODS', mediaType: `${ODF}.spreadsheet`, family: 'odf' },
};

/** The received kinds, as one reads them out. */
export const LABELS = [...new Set(Object.values(BY_EXTENSION).map(({ label }) => label))].join(', ');

/** What a file of that extension must be; null when such are not received. */
export function mediaTypeOf(extension: string): MediaType | null {
  return Object.hasOwn(BY_EXTENSION, extension) ? (BY_EXTENSION[extension] ?? null) : null;
}

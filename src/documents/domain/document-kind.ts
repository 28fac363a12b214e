/** True for what a document may be called: capital letters without accents, digits, underscores; 2 to 50. */
export function isDocumentKind(kind: string): boolean {
  return /^[A-Z][A-Z0-9_]{1,49}$/.test(kind);
}

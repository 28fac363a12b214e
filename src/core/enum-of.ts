/** The object that GraphQL's registerEnumType takes, of the values of a union type: each stands for itself. */
export function enumOf<Value extends string>(values: readonly Value[]): { [Key in Value]: Key } {
  return Object.fromEntries(values.map((value) => [value, value])) as { [Key in Value]: Key };
}

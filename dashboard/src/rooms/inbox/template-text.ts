/** A template's text with its numbered gaps filled; an empty gap keeps its number. */
export function filledTemplate(body: string, values: string[]): string {
  return body.replace(/\{\{\s*(\d+)\s*\}\}/g, (gap, number: string) => {
    const value = values[Number(number) - 1]?.trim();
    return value ? value : gap;
  });
}

/** The numbers of the gaps that are still empty. */
export function emptyGaps(variables: number, values: string[]): number[] {
  return Array.from({ length: variables }, (_, index) => index + 1).filter(
    (number) => !values[number - 1]?.trim(),
  );
}

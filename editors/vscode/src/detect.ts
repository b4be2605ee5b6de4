// Tells annual reports among plain text and Markdown files.

/** The language id of reports. */
export const REPORT = "disclosure-report";

/** How much of a file is looked at, in UTF-16 units: a title stands near the top. */
const LOOKED_AT = 4000;

const TITLE = /(?:政[务府]信息公[开開]|政府資訊公開|信息公开).{0,16}(?:年度?[报報]告|年[报報])/;
const SECTION = /^[\s#*]*[一二三四五六][、.．]\s*(?:总体情况|主动公开政府信息情况|收到和处理政府信息公开申请情况)/m;

/**
 * Whether a text looks like an annual report: its title is a line of its own near the top, or one of the
 * prescribed headings follows a mention of the report.
 */
export function looksLikeReport(text: string): boolean {
  const head = text.slice(0, LOOKED_AT);
  if (!TITLE.test(head)) {
    return false;
  }
  const titled = head.split(/\r\n|\r|\n/).some((line) => line.length <= 80 && /(?:[报報]告|年[报報])[\s#*)）]*$/.test(line) && TITLE.test(line));
  return titled || SECTION.test(text);
}

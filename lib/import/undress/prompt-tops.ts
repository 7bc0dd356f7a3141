/** Prompts of two lines: the first one has the user and the folder, the second one the sign and the command. */

const FRAME = /^[╭┌][─━]/;
const FRAME_FOOT = /^\s*[╰└][─━]/;
const SIGN_ALONE = /^(?:[$#%❯➜λ»➤▶](?:\s|$))/;
const USER_LINE = /^(?:\([\w.-]{1,60}\) )?[\w.+-]{1,60}@[\w.-]{1,80}[ :].{0,160}$/;
/** starship: `host in ~/src on main via …`, after a blank line. */
const FOLDER_LINE =
  /^(?:[\w.@-]{1,60} (?:in |at |on )?(?:\S{1,3} )?(?:[\w.-]{1,60} in )?)?[~/]\S{0,100}(?: (?:on|via|is|took|at|with|\(|\ue0a0).{0,120})?\s*$/;

/** Whether a line is the first of such a prompt; `next` is the line after it, `isAfterBlank` whether one is before it. */
export function isPromptTop(text: string, next: string, isAfterBlank: boolean): boolean {
  if (FRAME.test(text)) return FRAME_FOOT.test(next) || /^[╭┌][─━]{1,2}[\s([{\w].{0,160}[@~\])]/.test(text);
  if (!SIGN_ALONE.test(next)) return false;
  if (USER_LINE.test(text)) return !/ {3}/.test(text) && /[~/]/.test(text);
  return isAfterBlank && !text.startsWith('/dev/') && FOLDER_LINE.test(text);
}

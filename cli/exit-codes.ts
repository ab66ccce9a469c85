// What does winback end with? A contract: scripts rely on it (README.md, the command line). 0 is done.

/** The command did its work, and the answer is no. */
export const ANSWER_IS_NO = 1;
/** Bad usage or input. */
export const BAD_INPUT = 2;
/** A fault of ours (EX_SOFTWARE of sysexits.h). */
export const OUR_FAULT = 70;

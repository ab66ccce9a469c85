// What people read when a file or folder that they named cannot be used; any other fault of the system is ours.
const MEANINGS: Readonly<Record<string, string>> = {
  EISDIR: 'this is a folder; give the path of a file',
  ENOTDIR: 'a part of this path is a file; give the path of a folder',
  EEXIST: 'there is a file in the way; choose another folder',
  EACCES: 'this may not be read or written; choose another or change its permissions',
  EPERM: 'this may not be read or written; choose another or change its permissions',
  EROFS: 'nothing can be written here; choose another folder',
  ENOSPC: 'the disk is full; make room or choose another folder',
};

/** The words for a fault of Node's file functions, path first; undefined when the fault is something else. */
export function fileFaultText(fault: unknown): string | undefined {
  if (!(fault instanceof Error) || !('code' in fault) || !('path' in fault)) return undefined;
  const meaning = MEANINGS[String(fault.code)];
  return meaning === undefined ? undefined : `${fault.path}: ${meaning}`;
}

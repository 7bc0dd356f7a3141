/** Where this host's tools are looked for, the collector's places among them: root's tools are often not on a user's path. */
export const TOOL_PATH = `${process.env.PATH ?? '/usr/bin:/bin'}:/usr/local/sbin:/usr/sbin:/sbin`;

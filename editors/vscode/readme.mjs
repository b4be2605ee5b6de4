// The README for the package: with its pictures in it, for a page that has no address to take them from.
import * as fs from "node:fs";

const text = fs.readFileSync("README.md", "utf8");
const inlined = text.replace(/\]\((images\/[\w-]+\.png)\)/g, (_, file) => `](data:image/png;base64,${fs.readFileSync(file, "base64")})`);
fs.writeFileSync("dist/README.md", inlined);

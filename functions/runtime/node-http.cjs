// Node's http for bundles, which load this in place of node:http (infra/bundling.ts): whenever an ES module imports that,
// Node reads all of its exports, and one of them loads a whole WebSocket client, a quarter of the time that the SDK takes.
module.exports = process.getBuiltinModule('node:http');

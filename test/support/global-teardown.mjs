export default async function globalTeardown() {
  await globalThis.__prepared;
  await globalThis.__cluster?.cluster.stop();
  await globalThis.__cluster?.remove();
  globalThis.__removeFiles?.();
}

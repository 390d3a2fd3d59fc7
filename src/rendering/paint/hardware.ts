/** Renderers that draw on the processor: slower through WebGL than a plain canvas is. */
const SOFTWARE =
  /swiftshader|llvmpipe|softpipe|basic render|software|microsoft basic|virtualbox|vmware svga/i;

/** The name of the WebGL 2 renderer, `undefined` where there is none. */
export function webglRenderer(): string | undefined {
  const context = document.createElement('canvas').getContext('webgl2');
  if (!context) return undefined;
  const info = context.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = context.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : context.RENDERER);
  // A page may hold few contexts: this one goes back at once.
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return String(name);
}

/** Whether WebGL here is drawn by graphics hardware, as far as the browser says. */
export function isHardware(renderer: string | undefined): boolean {
  return renderer !== undefined && !SOFTWARE.test(renderer);
}

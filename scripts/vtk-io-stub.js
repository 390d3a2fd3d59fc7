// Stands in for vtk.js' mesh readers (see vite.config.ts): nothing in Plainfilm reads meshes.
export default {};

import vue from "@vitejs/plugin-vue";

// Names with a dash are elements of the page, not components of Vue.
export default { base: "./", plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.includes("-") } } })] };

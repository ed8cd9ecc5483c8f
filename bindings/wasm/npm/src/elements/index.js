// `motcua/elements`: the renderer, without the core. It works with any pack that `motcua` opened.

export { defineMotcuaForm, MotcuaForm } from "./form-element.js";

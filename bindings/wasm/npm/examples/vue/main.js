import { createApp } from "vue";
import App from "./App.vue";

createApp(App, { procedure: "1.001193" }).mount("#app");

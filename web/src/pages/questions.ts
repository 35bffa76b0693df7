// The list of questions, narrowed while words are typed.
import { live } from "../lib/filters.ts";

const form = document.querySelector<HTMLFormElement>("form.filters");
if (form !== null) live(form, ["#found"], () => undefined);

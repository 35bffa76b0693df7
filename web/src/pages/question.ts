// The page of a question: names completed in its form, and pictures of its answer.
import { completeForm } from "../answers/names.ts";
import { offerViews } from "../answers/views.ts";

const form = document.querySelector<HTMLFormElement>("form.asked");
if (form !== null) completeForm(form);
offerViews({ isOwn: false });

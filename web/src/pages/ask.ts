// The page on which questions are asked in plain words: names completed as they are written, pictures of the rows.
import { fetchEvidence } from "../answers/evidence.ts";
import { complete, completeForm, placeOf } from "../answers/names.ts";
import { offerViews } from "../answers/views.ts";

const form = document.querySelector<HTMLFormElement>("form.asked");
const box = form?.querySelector<HTMLInputElement>("#q");
if (form && box) {
  completeForm(form);
  complete(box, placeOf(form), true);
}
fetchEvidence(document);
offerViews({ isOwn: false });

/** A chapter of a template being changed: its questions, each with what can be done with it. */

import { ArrowDown, ArrowUp, Pencil, Plus, Trash2 } from "lucide-react";
import type { Chapter } from "../../../api/schema";
import { Button } from "../../../ui/button";
import { TextField } from "../../../ui/field";
import { Menu } from "../../../ui/menu";
import { Panel } from "../../../ui/page";
import { useWords } from "../../../words/language";
import type { Question } from "../../answering/visible";
import { templatesWords } from "../../words/templates";

export function ChapterPanel({
  chapter,
  errors,
  wrong,
  onChange,
  onMove,
  onRemove,
  onQuestion,
  onMoveQuestion,
  onRemoveQuestion,
}: {
  chapter: Chapter;
  errors: { readonly title: string | undefined; readonly questions: string | undefined };
  wrong: (question: Question) => boolean;
  onChange: (chapter: Chapter) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
  onQuestion: (question: Question | null) => void;
  onMoveQuestion: (question: Question, by: 1 | -1) => void;
  onRemoveQuestion: (question: Question) => void;
}) {
  const say = useWords(templatesWords);
  return (
    <Panel
      title={chapter.title}
      actions={
        <Menu
          label={say.more(chapter.title)}
          items={[
            { label: say.up, icon: ArrowUp, onSelect: () => onMove(-1) },
            { label: say.down, icon: ArrowDown, onSelect: () => onMove(1) },
            ...(chapter.questions.length === 0
              ? [{ label: say.removeChapter, icon: Trash2, danger: true, onSelect: onRemove }]
              : []),
          ]}
        />
      }
    >
      <div className="flex flex-col gap-3">
        <TextField
          label={say.chapterTitle}
          value={chapter.title}
          onValue={(title) => onChange({ ...chapter, title })}
          error={errors.title}
        />
        <ol className="flex flex-col">
          {chapter.questions.map((question) => (
            <li key={question.id} className="flex items-center gap-2 border-b border-line py-1 last:border-0">
              <button
                type="button"
                className="min-h-9 min-w-0 grow rounded-sm text-left hover:text-accent"
                onClick={() => onQuestion(question)}
              >
                <span className={wrong(question) ? "text-wine" : ""}>{question.text}</span>{" "}
                <span className="text-sm text-faint">
                  {say.kinds[question.kind]}
                  {question.required && ` · ${say.required}`}
                </span>
              </button>
              <Menu
                label={say.more(question.text)}
                items={[
                  { label: say.editQuestion, icon: Pencil, onSelect: () => onQuestion(question) },
                  { label: say.up, icon: ArrowUp, onSelect: () => onMoveQuestion(question, -1) },
                  { label: say.down, icon: ArrowDown, onSelect: () => onMoveQuestion(question, 1) },
                  {
                    label: say.removeQuestion,
                    icon: Trash2,
                    danger: true,
                    apart: true,
                    onSelect: () => onRemoveQuestion(question),
                  },
                ]}
              />
            </li>
          ))}
        </ol>
        {errors.questions && <p className="text-sm text-wine">{errors.questions}</p>}
        <Button small icon={Plus} className="self-start" onClick={() => onQuestion(null)}>
          {say.addQuestion}
        </Button>
      </div>
    </Panel>
  );
}

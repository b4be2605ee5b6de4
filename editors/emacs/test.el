;;; test.el --- Tries disclint.el in Emacs without a screen; see ../test.sh  -*- lexical-binding: t; -*-

;; Environment: DISCLINT (the program), REPORT (a report with mistakes, which is changed but not written).

;;; Code:

(require 'package)
;; Where Debian keeps eglot for Emacs 28; later ones bring their own.
(add-to-list 'package-directory-list "/usr/share/emacs/site-lisp/elpa")
(package-initialize)
(load (expand-file-name "disclint.el" (file-name-directory (or load-file-name buffer-file-name))) nil t)

(setf (alist-get 'disclosure-report-mode eglot-server-programs) (list (getenv "DISCLINT") "lsp"))
;; Waits end with what they wait for; a slow machine may take its time.
(defconst test-patience 60)
(setq eglot-connect-timeout test-patience
      eglot-sync-connect test-patience
      eglot-confirm-server-initiated-edits nil)

(defun test-fail (message &rest arguments)
  "Say MESSAGE with ARGUMENTS and end."
  (message "emacs: %s" (apply #'format message arguments))
  (kill-emacs 1))

(defun test-wait (what condition)
  "Wait for WHAT, until CONDITION returns something, and return that."
  (let ((end (+ (float-time) test-patience)) result)
    (while (not (or (setq result (funcall condition)) (> (float-time) end)))
      (accept-process-output nil 0.05))
    (or result (test-fail "no %s" what))))

(defun test-finding (text)
  "The diagnostic whose message has TEXT."
  (seq-find (lambda (diagnostic) (string-match-p text (flymake-diagnostic-text diagnostic)))
            (flymake-diagnostics)))

(find-file (getenv "REPORT"))
(unless (derived-mode-p 'disclosure-report-mode)
  (test-fail "the report was taken for %s" major-mode))
(unless (eglot-current-server)
  ;; What the hook leaves to the command loop.
  (apply #'eglot (eglot--guess-contact)))
(test-wait "server" #'eglot-current-server)
(flymake-mode 1)

(let* ((wrong (test-wait "diagnostic of the wrong cell"
                         (lambda () (flymake-start) (test-finding "自然人.*应为 3"))))
       (start (flymake-diagnostic-beg wrong))
       (text (buffer-substring-no-properties start (flymake-diagnostic-end wrong))))
  (unless (equal text "4")
    (test-fail "the diagnostic stands at “%s”" text))
  (goto-char start)
  (let* ((answer (jsonrpc-request (eglot-current-server) :textDocument/hover
                                  (eglot--TextDocumentPositionParams) :timeout test-patience))
         (hover (plist-get (plist-get answer :contents) :value)))
    (unless (and hover (string-match-p "表三" hover))
      (test-fail "no hover on the cell")))
  (let* ((actions (eglot-code-actions start (flymake-diagnostic-end wrong)))
         (mend (seq-find (lambda (action) (equal (plist-get action :title) "将 4 改为 3")) actions)))
    (unless mend
      (test-fail "no action mends the cell"))
    (eglot--apply-workspace-edit (plist-get mend :edit))
    (unless (equal (char-after start) ?3)
      (test-fail "the action has changed something else")))
  ;; Otherwise sent when Emacs is idle, which it never is without a screen.
  (eglot--signal-textDocument/didChange)
  (test-wait "end of the finding"
             (lambda () (flymake-start) (not (test-finding "自然人.*应为 3")))))

(message "emacs: passed")
(set-buffer-modified-p nil)
(kill-emacs 0)
;;; test.el ends here

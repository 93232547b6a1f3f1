# Files that come in
upload-not-taken = This file was not taken
upload-optional = (optional)
upload-guideline = Guideline
upload-organisation = Organisation

# Looking at a paper
look-title = Look at a paper
look-lead = Drop a draft here and get the list of what to look at again under a guideline. A Word file comes back with a comment at each place.
look-paper = The draft
look-paper-hint = Word (.docx), Excel, PDF with text, Markdown or plain text; at most 20 MB. Drag the file onto this field or press to choose.
look-source = Source document
look-source-hint = The resolution, political report or superior's programme that the draft carries out, to compare with.
look-do = Look at it
look-nothing-kept = The file is only read in memory and stored neither on disk nor in the database. Classified papers are not accepted.
look-seen-title = To look at again: { $name }
look-commented = Download the Word file with comments
look-commented-name = review
look-slip = Download the one-page slip
look-slip-name = slip
look-no-word = Comments inside the file come with Word files (.docx) only.
look-kept-for = This result stays in memory for { $minutes } minutes, for you alone.
look-another = Look at another file
look-keep = Keep it as a programme and go on drafting
look-keep-hint = The file is stored and becomes a draft of the organisation; everybody who drafts there sees it.
look-keep-do = Keep it as a programme

# What was found
report-title = By clause of the guideline
report-not-judged-hint = Records, meetings and assignments in the system show these; a text alone cannot.
report-goals = Viewpoints and goals
report-targets = Targets
report-tasks = Tasks
report-key-works = Key works
report-coverage = { $covered }/{ $all } goals and targets have a task
report-count = { $count } to look at again
report-form = Form and layout
place-sheet = Sheet { $sheet }, row { $line }
place-page = Page { $page }, line { $line }
place-paragraph = Paragraph { $line }
place-line = Line { $line }

# A new programme
hand-in-title = New programme
hand-in-kind = Kind of programme
hand-in-this-term = this term
hand-in-see-guideline = see the guideline
hand-in-report = Political report or resolution to carry out
hand-in-report-hint = A three-part draft is drawn up with every viewpoint, orientation, goal, target and breakthrough of the paper; where there is no task yet a blank stands.
hand-in-paper = A draft that is there
hand-in-paper-hint = Word (.docx), Excel, PDF with text, Markdown or plain text; at most 20 MB. The file is kept as it came.
hand-in-name = Or begin anew, under a title
hand-in-name-hint = What follows "Action programme", such as: carrying out Resolution 57-NQ/TW. Leave it empty where a file is chosen.
hand-in-do = Begin

# What was understood of a file
understood-lead = On the left what the file { $name } says, on the right what was understood. Look at the uncertain places first.
understood-file = Download the file as it came
understood-uncertain = Uncertain: { $count }
understood-uncertain-hint = These were read by guess. Accept what is right, correct what is not.
understood-all-sure = Nothing is uncertain any more.
understood-accept = It is right
understood-accept-all = Accept all { $count }
understood-correct = Correct
understood-unread-count = { $count } passages were not understood; they are still in the draft and marked below.
understood-side-by-side = Line by line
understood-caption = The file and what was understood of it
understood-place = Place
understood-file-says = The file says
understood-read-as = Read as
understood-heading = Heading
understood-look = uncertain
understood-taken-out = this item was taken out of the draft or replaced
understood-go-on = Go on drafting
understood-to-source = Tie it to its source
understood-level = Level
understood-lead-unit = Lead
understood-coordinators = With
understood-time = When
read-kind-viewpoint = Viewpoint
read-kind-policy = Policy
read-kind-orientation = Major orientation
read-kind-goal = Goal
read-kind-breakthrough = Breakthrough
read-kind-requirement = Requirement
read-kind-target = Target
read-kind-task = Task
read-kind-key-work = Key work
read-kind-duty = Duty in carrying out
read-part-goals = Goals and requirements
read-part-content = Content
read-part-organisation = Organisation of the work
read-part-annex = Annex
read-part-other = Another part
read-passage-prose = Prose
read-passage-outside = Content outside the list of tasks
read-passage-basis = Legal basis
read-passage-enclosing = Words of the enclosing paper
read-passage-unread = Not understood

# The source
source-none = The programme is not tied to a source yet.
source-tied-to = Source:
source-tie = Tie it to its source
source-change = Change or untie the source
source-lying = A paper that was handed in
source-tie-do = Tie it
source-new = Hand in a new source
source-new-hint = A resolution, political report or superior's programme; at most 20 MB.
source-hand-in-do = Hand in and tie
source-untie = Untie the source
source-taken-up-count = { $up }/{ $all } statements of the source are taken up
source-differ-count = Figures that differ: { $figures }. Items without a counterpart in the source: { $orphans }.
source-nothing-read = No viewpoint, goal, target or task of the source could be read.
source-figures = Figures that differ from the source
source-figures-caption = Figures that differ
source-item = Item of the programme
source-figure-here = The programme says
source-figure-there = The source says
source-in-passage = in running text
source-see = see it in the source
source-viewpoints = Viewpoints and policies of the source
source-goals = Orientations, goals and targets of the source
source-tasks = Tasks of the source
source-says-caption = What the source says and what takes it up
source-says = The source
source-taken-up-by = Taken up by
source-is-taken-up = Taken up
source-not-taken-up = Not taken up
source-nearest = Nearest in subject:
source-next = There is a new version of this paper
source-next-hint = Hand it in; every tie is held against it, and what changed is shown. The old version is kept.
source-next-do = Hand in the new version
source-retraced = { $same } ties still hold word by word, { $broken } want looking at.
source-broken = Ties to look at again because the source changed
source-there-now = The source says now
source-do = What to do
source-gone = No longer in the source
source-new-items = New, with the reason on record
trace-keep = Keep the tie to what it says now
trace-end = End the tie
trace-say = Confirm that it carries this out
trace-new = This is new
trace-new-do = Record the reason
trace-reason = Reason
source-orphans = Items of the programme without a counterpart in the source
source-orphans-hint = They may be new; say why.

# Going out
export-issued-on = Issued on { $date }.
export-official = The official paper
export-other-layouts = Other layouts
export-others = Other formats
export-in-force-from = In force from { $from }.
export-in-force-between = In force from { $from } to { $to }.
export-unverified = { $count } numbers of the layout are not yet held against the instrument itself (last tried on { $date }); look at the print before it is signed.
export-docx = Get Word (.docx)
export-pdf = Get PDF (.pdf)
export-xlsx = Annexes as Excel (.xlsx)
export-html = A page to read (.html)
export-json = Data (.json)
export-notation = Notation (.notation)

# Recording an issue
issue-title = Record that it was issued
issue-begin = Record that it was issued
issue-number = Number
issue-date = Date of issue
issue-signer = Signer
issue-missing = (none yet)
issue-from-head = Number, date and signer are those of the draft's head and foot. Where they are wrong, mend the draft first.
issue-afterwards = Afterwards
issue-no-edit = Nobody can change the programme's text, ties or source any more.
issue-no-undo = This record cannot be taken back.
issue-read-above = The level above can read the programme.
issue-do = Record that it was issued
issue-not-yet = Not yet
issue-not-recorded = Not recorded

# Watching a file of this machine
watch-title = Watch a file of this machine
watch-lead = Write the path of the file that is open in Word. With each save in Word the list is made anew. The file is only read, never changed.
watch-watched = Watched:
watch-path = Path of the file
watch-path-hint = The whole path, such as /home/office/draft-1.docx
watch-do = Watch it
watch-end = Stop watching
watch-again = Look at it again
watch-not-read = The file cannot be read just now:
watch-not-now = the machine is busy; it is read again with the next save.

# Ways to the pages above
tab-source = Source
tab-understood = The file
tab-export = Export

/* The lesson's page in words. */
#include "command/lesson-play.h"
#include "command/look.h"
#include "command/say.h"

void look_lesson(struct session *s, const struct frame *f)
{
	if (f->lesson)
		lesson_say(s);
	else
		say(s, "No lesson is going on: lesson lists them.");
}

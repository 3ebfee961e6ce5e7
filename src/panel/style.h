/* What a cell means. How meanings look is decided in theme.h alone. */
#ifndef OUTPOST_PANEL_STYLE_H
#define OUTPOST_PANEL_STYLE_H

#include <stdbool.h>

enum style {
	STYLE_PLAIN,
	STYLE_RULE,      /* lines between panels, axes                          */
	STYLE_TITLE,     /* a panel's name in its line                          */
	STYLE_FOCUS,     /* the same of the panel that keys go to               */
	STYLE_STATUS,    /* the status line                                     */
	STYLE_STATE,     /* its state: RUN, PAUSED, ..                          */
	STYLE_FLASH,     /* its state in the moment of a discovery              */
	STYLE_A,         /* trainer A, its name and its curve                   */
	STYLE_B,
	STYLE_BASE,      /* the base model's numbers                            */
	STYLE_OUT,       /* outside the base model's support: OUT!              */
	STYLE_REWARDED,  /* a sample that was rewarded                          */
	STYLE_CORRECT,   /* the correct token at a position                     */
	STYLE_SELECTED,  /* the row or position that keys act on                */
	STYLE_CHANGED,   /* changed since the last update                       */
	STYLE_ALPHA,     /* the support line                                    */
	STYLE_HEAD,      /* names of columns                                    */
	STYLE_ECHO,      /* a command as it was typed                           */
	STYLE_STOP,      /* why a run stopped                                   */
	STYLE_NOTE,
	STYLE_ERROR,
	STYLE_KEY,       /* a key's name in the key line                        */
	STYLE_SHADE,     /* probabilities from dark to bright: five of them ..  */
	STYLE_SHADE_LAST = STYLE_SHADE + 4,
	STYLES
};

static inline enum style style_of_trainer(int who)
{
	return who ? STYLE_B : STYLE_A;
}

/* Of the base model's numbers, or of a trainer's. */
static inline enum style style_of_model(bool is_base, int who)
{
	return is_base ? STYLE_BASE : style_of_trainer(who);
}

#endif

#ifndef OUTPOST_CORE_SNR_H
#define OUTPOST_CORE_SNR_H

#endif

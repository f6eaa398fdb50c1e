[playlist]
Version=2
NumberOfEntries=5
File1=Björk/Homogenic (1997)/02 Jóga.flac
Title1=Jóga
Length1=2
File2=Гражданская Оборона/Всё идёт по плану.mp3
Title2=Всё идёт по плану
Length2=2
File3=Odd #1 100% & more/a; b, c [x] 'q'.ogg
Title3=a - b; c
Length3=2
File4=日本語/夜のドライブ.m4a
Title4=夜のドライブ
Length4=2
File5=#starts with a hash.ogg
Title5=a - b; c
Length5=2
